internal import Documents
internal import JSON

extension Starter {
  static let catalog = Starter(
    .catalog, "Catalogue",
    template: #"""
      ---
      title: {{company}}
      subtitle: {{title}}
      type: catalog
      theme: modern
      lang: en
      page: {size: a4, margins: {top: 2.2cm, bottom: 2cm, left: 2.2cm, right: 2.2cm}}
      footer: {start: "{{company}} · {{website}}", end: "{page} / {pages}"}
      ---

      {{welcome}}

      [[toc]]

      {{#groups}}
      # {{name}}

      {{text}}

      {{#products}}
      ## {{name}}

      {{description}}

      | Article | Size | Weight | Price |
      |:--------|:-----|-------:|------:|
      {{#variants}}
      | {{article}} | {{size}} | {{weight|number}} kg | {{price|currency:EUR}} |
      {{/variants}}

      {{/products}}
      {{/groups}}
      # How to order

      {{#order}}
      1. {{.}}
      {{/order}}

      > [!NOTE] Prices and delivery
      > {{terms}}

      **{{contact.name}}** takes your order: {{contact.phone}}, {{website}}

      """#,
    data: [
      "company": "Fjell & Wool",
      "title": "Catalogue, autumn and winter 2026",
      "website": "fjell-and-wool.example",
      "welcome": """
      Everything on these pages is woven and sewn in one valley, from the wool of 1,400 sheep that spend their \
      summers above it. What wears out, we mend.
      """,
      "groups": [
        [
          "name": "Blankets",
          "text": "Washed three times, so that they do not shrink again.",
          "products": [
            [
              "name": "Storlia",
              "description": "A heavy blanket in herringbone, with a rolled hem. Grey, moss or rust.",
              "variants": [
                ["article": "B-101", "size": "130 × 180 cm", "weight": 1.4, "price": 148],
                ["article": "B-102", "size": "150 × 220 cm", "weight": 2.1, "price": 196],
              ],
            ],
            [
              "name": "Lett",
              "description": "A light one for the sofa and the train. Undyed, in the four colours of the sheep.",
              "variants": [["article": "B-210", "size": "100 × 150 cm", "weight": 0.6, "price": 89]],
            ],
          ],
        ],
        [
          "name": "Clothes",
          "text": "Cut wide enough for a shirt below. Sizes XS to XXL.",
          "products": [
            [
              "name": "Jacket Utne",
              "description": "Boiled wool with horn buttons and two pockets that hold a book each.",
              "variants": [
                ["article": "C-310", "size": "XS to L", "weight": 0.9, "price": 239],
                ["article": "C-311", "size": "XL, XXL", "weight": 1.1, "price": 249],
              ],
            ],
            [
              "name": "Socks Sti",
              "description": "Double at heel and toe. Three pairs in a bag.",
              "variants": [
                ["article": "C-402", "size": "36 to 40", "weight": 0.2, "price": 42],
                ["article": "C-403", "size": "41 to 46", "weight": 0.3, "price": 45],
              ],
            ],
          ],
        ],
        [
          "name": "Yarn",
          "text": "From the same sheep, for those who would rather do it themselves.",
          "products": [
            [
              "name": "Two threads",
              "description": "Soft, for scarves and jumpers. 24 colours, all from plants.",
              "variants": [
                ["article": "Y-501", "size": "100 g, 290 m", "weight": 0.1, "price": 9.5],
                ["article": "Y-502", "size": "500 g, cone", "weight": 0.5, "price": 41],
              ],
            ]
          ],
        ],
      ],
      "order": [
        "Note the article number, the size and the colour.",
        "Call us, or order on the web.",
        "You get the parcel within a week, and thirty days to change your mind.",
      ],
      "terms": """
      Prices include VAT. Delivery costs € 6.50, and nothing from € 120 on. This catalogue holds until 28 \
      February 2027.
      """,
      "contact": ["name": "Solveig Haugen", "phone": "+47 55 55 01 40"],
    ])
}
