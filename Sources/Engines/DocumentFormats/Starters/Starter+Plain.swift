internal import JSON

extension Starter {
  static let plain = Starter(
    nil, "Document",
    template: #"""
      ---
      title: {{title}}
      subtitle: {{subtitle}}
      theme: modern
      lang: en
      date: {{date}}
      author: {{author}}
      ---

      {{introduction}}

      {{#sections}}
      # {{heading}}

      {{#paragraphs}}
      {{.}}

      {{/paragraphs}}
      {{/sections}}
      # {{table.heading}}

      | {{table.what}} | {{table.amount}} |
      |:-----|-----:|
      {{#rows}}
      | {{what}} | {{amount|number}} |
      {{/rows}}

      {{#remark}}
      > [!NOTE]
      > {{.}}
      {{/remark}}

      """#,
    data: [
      "title": "The garden in numbers",
      "subtitle": "A year behind the school",
      "date": "2026-01-30",
      "author": "Class 5b",
      "introduction": """
      For a year we wrote down everything that grew in the garden behind our school, and who ate it.
      """,
      "sections": [
        [
          "heading": "What grew",
          "paragraphs": [
            """
            Peas came first, at the end of May. Pumpkins came last and were the heaviest: one had 14 kilograms.
            """,
            "Nothing came of the melons. They want more sun than our wall gives.",
          ],
        ],
        [
          "heading": "Who ate it",
          "paragraphs": [
            """
            Most of it went into the kitchen of the school. The slugs took the second planting of lettuce, all \
            of it, in two nights.
            """
          ],
        ],
      ],
      "table": ["heading": "The harvest", "what": "What", "amount": "Kilograms"],
      "rows": [
        ["what": "Potatoes", "amount": 62],
        ["what": "Pumpkins", "amount": 41.5],
        ["what": "Beans and peas", "amount": 18],
        ["what": "Lettuce", "amount": 7.5],
      ],
      "remark": "Next year we plant the lettuce in pots.",
    ])
}
