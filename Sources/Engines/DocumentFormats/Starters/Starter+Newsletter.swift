internal import Documents
internal import JSON

extension Starter {
  static let newsletter = Starter(
    .newsletter, "Newsletter",
    template: #"""
      ---
      title: {{name}}
      subtitle: {{motto}} · No. {{number}}, {{season}}
      type: newsletter
      theme: modern
      lang: en
      page: {size: a4, margins: {top: 1.8cm, bottom: 2cm, left: 1.8cm, right: 1.8cm}}
      footer: {start: "{{publisher}}", end: "{{website}}"}
      ---

      # {{lead.title}} {.unlisted}

      **{{lead.teaser}}**

      {{#lead.paragraphs}}
      {{.}}

      {{/lead.paragraphs}}

      ::: section {columns=2}

      {{#articles}}
      ## {{title}} {.unlisted}

      {{#paragraphs}}
      {{.}}

      {{/paragraphs}}
      {{/articles}}
      ## {{quote_title}} {.unlisted}

      > {{quote.text}}
      >
      > *{{quote.person}}*

      ## Dates {.unlisted}

      | When | What |
      |:-----|:-----|
      {{#dates}}
      | {{day|date:medium}} | {{what}} |
      {{/dates}}

      > [!TIP] {{invitation.title}}
      > {{invitation.text}}

      :::

      """#,
    data: [
      "name": "The Allotment Post",
      "motto": "News from the gardens at Mill Brook",
      "number": 14,
      "season": "spring 2026",
      "publisher": "Mill Brook Gardeners",
      "website": "millbrook-gardens.example",
      "lead": [
        "title": "The well is back",
        "teaser": """
        After two dry summers the old well by the gate gives water again: four cubic metres a day, for all of \
        us.
        """,
        "paragraphs": [
          """
          Nobody had opened the lid since 1978. In January nine members cleared eleven metres of rubble by hand \
          and found what the old plans had promised. The city tested the water in February: not for drinking, \
          but good for everything that grows.
          """,
          """
          From 15 April a solar pump fills the two tanks at the crossing. Cans stay the rule; hoses would empty \
          the tanks in an hour.
          """,
        ],
      ],
      "articles": [
        [
          "title": "Potatoes without beetles",
          "paragraphs": [
            """
            Ruth on plot 31 has not sprayed for six years. She plants flax between the rows, and the beetles \
            stay away. It costs one packet of seed for ten metres.
            """,
            "She will show how on the first Saturday in May. Bring a spade.",
          ],
        ],
        [
          "title": "Six plots change hands",
          "paragraphs": [
            """
            Eleven families were waiting. The draw in March gave plots 4, 17, 18, 40, 52 and 53 to their new \
            gardeners. Say hello: none of them has ever grown a bean.
            """
          ],
        ],
        [
          "title": "The shed is locked",
          "paragraphs": [
            """
            Two scythes are missing. The key now hangs at the board's hut, where you sign for it. Whoever has \
            the scythes may lean them on the door at night.
            """
          ],
        ],
        [
          "title": "What the bees brought",
          "paragraphs": [
            """
            The four hives behind the shed gave 61 kilograms last year, more than ever. The lime trees along the \
            brook flowered for three weeks instead of two.
            """,
            """
            A jar costs five euros at the hut. The money buys trees: two more limes stand on the list for \
            autumn, and one wild cherry for the corner where the swing used to be.
            """,
          ],
        ],
      ],
      "quote_title": "Heard over the fence",
      "quote": [
        "text": "I came for the tomatoes and stayed for the people. The tomatoes were terrible.",
        "person": "Mehmet, plot 22",
      ],
      "dates": [
        ["day": "2026-04-11", "what": "Spring cleaning, from nine"],
        ["day": "2026-05-02", "what": "Flax and potatoes, plot 31"],
        ["day": "2026-06-20", "what": "Summer feast at the well"],
      ],
      "invitation": [
        "title": "Seeds wanted",
        "text": """
        Do you have seeds of old kinds of beans? Put them, with their name, into the box at the gate.
        """,
      ],
    ])
}
