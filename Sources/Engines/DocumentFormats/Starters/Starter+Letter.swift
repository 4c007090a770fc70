internal import Documents
internal import JSON

extension Starter {
  static let letter = Starter(
    .letter, "Letter",
    template: #"""
      ---
      type: letter
      theme: plain
      lang: en
      author: {{sender.name}}
      footer: "{{sender.organisation}} · {{sender.phone}} · {{sender.email}}"
      ---

      ::: right
      **{{sender.organisation}}**<br>{{sender.street}}<br>{{sender.city}}
      :::

      ::: address
      {{recipient.name}}<br>{{recipient.organisation|default:}}<br>{{recipient.street}}<br>{{recipient.city}}
      :::

      ::: right
      {{place}}, {{date|date}}
      :::

      # {{subject}}

      Dear {{recipient.salutation}},

      {{#paragraphs}}
      {{.}}

      {{/paragraphs}}
      {{#dates}}
      - **{{day|date}}:** {{what}}
      {{/dates}}

      If anything is unclear, please call me on {{sender.phone}}.

      Yours sincerely,

      ::: signature
      <br><br>{{sender.name}}<br>{{sender.position}}
      :::

      {{#enclosures}}
      *Enclosed: {{.}}*
      {{/enclosures}}

      """#,
    data: [
      "sender": [
        "name": "Helen Okafor",
        "position": "Head of Visitor Services",
        "organisation": "Tidewater Museum",
        "street": "8 Quay Street",
        "city": "Whitby YO21 3PU",
        "phone": "+44 1947 555 012",
        "email": "helen.okafor@tidewater.example",
      ],
      "recipient": [
        "name": "Mr Daniel Reyes",
        "organisation": "Reyes Exhibition Design",
        "street": "27 Canal Walk",
        "city": "Leeds LS1 5DQ",
        "salutation": "Mr Reyes",
      ],
      "place": "Whitby",
      "date": "2026-03-02",
      "subject": "Design of the exhibition “Lights on the Coast”",
      "paragraphs": [
        """
        Thank you for showing us your sketches on Thursday. The board has decided, and I am glad to tell you \
        that we would like you to design the exhibition.
        """,
        """
        Everyone in the room liked the walk through the dark and the way the lamps answer each other. We have \
        one wish: people in wheelchairs should reach the lantern room by the same way as everyone else. The plan \
        of the floor that you need for this is enclosed.
        """,
        "The contract follows this week. Until then, please keep these days free:",
      ],
      "dates": [
        ["day": "2026-03-16", "what": "visit to the store, to choose the lamps"],
        ["day": "2026-04-13", "what": "drawings for the board"],
        ["day": "2026-06-22", "what": "work in the halls begins"],
      ],
      "enclosures": ["Plan of the ground floor, 1:50"],
    ])
}
