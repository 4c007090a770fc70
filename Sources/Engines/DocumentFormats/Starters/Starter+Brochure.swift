internal import Documents
internal import JSON

extension Starter {
  static let brochure = Starter(
    .brochure, "Brochure",
    template: #"""
      ---
      title: {{name}}
      subtitle: {{motto}}
      type: brochure
      theme: {base: modern, sizes: {body: 11.5, title: 30, headings: [19, 14, 12, 11, 11, 11], paragraphGap: 8}}
      lang: en
      page: {size: a4, landscape: true, columns: 3, columnGap: 1.2cm, margins: 1.5cm}
      footer: {center: "{{contact.website}}"}
      ---

      {{welcome}}

      > [!TIP] {{highlight.title}}
      > {{highlight.text}}

      # {{offers_title}} {.unlisted}

      {{#offers}}
      ## {{name}} {.unlisted}

      {{text}}

      {{/offers}}

      # Prices {.unlisted}

      | | Adults | Children |
      |:--|-----:|-----:|
      {{#prices}}
      | {{what}} | {{adults|currency:EUR}} | {{children|currency:EUR}} |
      {{/prices}}

      {{#price_note}}
      *{{.}}*
      {{/price_note}}

      # Find us {.unlisted}

      {{#ways}}
      - **{{by}}:** {{way}}
      {{/ways}}

      | Open | |
      |:-----|:--|
      {{#hours}}
      | {{days}} | {{time}} |
      {{/hours}}

      **{{contact.address}}**<br>{{contact.phone}}<br>{{contact.website}}

      """#,
    data: [
      "name": "Saltmarsh Station",
      "motto": "A day between land and sea",
      "welcome": """
      Twice a day the sea comes over the meadows and goes again. What it leaves behind feeds 40,000 birds and, \
      if you like, your thoughts for a day. Come with boots; we have the rest.
      """,
      "highlight": [
        "title": "New this year",
        "text": "The long boardwalk is open, 1.4 km, without a step and with rails for wheelchairs.",
      ],
      "offers_title": "What you can do",
      "offers": [
        [
          "name": "Walk with a ranger",
          "text": """
          Two hours across the mud flats at low tide, every day at a time that the sea decides. For everyone \
          from six years on.
          """,
        ],
        [
          "name": "Watch the birds",
          "text": """
          Three hides with telescopes. In April and October the sky is full of geese from five in the morning.
          """,
        ],
        [
          "name": "Stay the night",
          "text": """
          Fourteen beds in the old salt house, with a kitchen and a stove. The lamp on the dyke goes out at \
          eleven.
          """,
        ],
        [
          "name": "Eat",
          "text": "Soup, bread and smoked fish in the café. The samphire grows in front of the door.",
        ],
      ],
      "prices": [
        ["what": "Exhibition", "adults": 7, "children": 3],
        ["what": "Walk", "adults": 12, "children": 6],
        ["what": "Night", "adults": 34, "children": 17],
      ],
      "price_note": "Children up to five years come in free.",
      "ways": [
        ["by": "Train", "way": "to Saltham, then bus 12, every hour"],
        ["by": "Bicycle", "way": "on the dyke, 9 km from Saltham"],
        ["by": "Car", "way": "60 places behind the dyke"],
      ],
      "hours": [
        ["days": "April to October", "time": "9 to 18"],
        ["days": "November to March", "time": "10 to 16"],
        ["days": "Mondays", "time": "closed"],
      ],
      "contact": [
        "address": "Saltmarsh Station, Dyke Road 1, Saltham",
        "phone": "+44 1328 555 019",
        "website": "saltmarsh-station.example",
      ],
    ])
}
