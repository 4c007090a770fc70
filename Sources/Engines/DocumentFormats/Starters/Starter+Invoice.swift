internal import Documents
internal import JSON

extension Starter {
  static let invoice = Starter(
    .invoice, "Invoice",
    template: #"""
      ---
      title: Invoice {{number}}
      type: invoice
      theme: invoice
      lang: en
      author: {{seller.name}}
      footer: {start: "{{seller.name}} · VAT ID {{seller.vat_id}}", end: "{page} / {pages}"}
      ---

      | From | Bill to |
      |:-----|:--------|
      | **{{seller.name}}**<br>{{seller.street}}<br>{{seller.city}}<br>{{seller.email}} | \#
      **{{customer.name}}**<br>{{customer.contact}}<br>{{customer.street}}<br>{{customer.city}} |

      | Date of issue | Due | Your order | Delivered |
      |:--------------|:----|:-----------|:----------|
      | {{date|date}} | {{due|date}} | {{order|default:–}} | {{delivered|date}} |

      # Items

      | No. | Description | Quantity | Unit price | Amount |
      |----:|:------------|---------:|-----------:|-------:|
      {{#items}}
      | {{@index}} | {{description}} | {{quantity|number}} {{unit}} | {{price|currency:EUR}} | {{amount|currency:EUR}} |
      {{/items}}

      # Total

      | Total | Amount |
      |:------|-------:|
      | Net amount | {{net|currency:EUR}} |
      {{#discount}}
      | Discount | −{{discount|currency:EUR}} |
      {{/discount}}
      | VAT {{vat_rate|percent}} | {{vat|currency:EUR}} |
      | **To pay** | **{{total|currency:EUR}}** |

      # Payment

      Please pay **{{total|currency:EUR}}** by **{{due|date}}** and give the number {{number}} as the reference.

      | Account holder | Bank | IBAN | BIC |
      |:---------------|:-----|:-----|:----|
      | {{seller.name}} | {{bank.name}} | {{bank.iban}} | {{bank.bic}} |

      {{#note}}
      > [!NOTE] Please note
      > {{note}}
      {{/note}}

      Thank you for your order.

      """#,
    data: [
      "number": "2026-0147",
      "date": "2026-03-12",
      "due": "2026-04-11",
      "delivered": "2026-03-10",
      "order": "PO-8831",
      "seller": [
        "name": "Northwind Joinery",
        "street": "14 Harbour Road",
        "city": "Cork T12 X4P9",
        "email": "accounts@northwind.example",
        "vat_id": "IE 1234567T",
      ],
      "customer": [
        "name": "Blue Door Cafés",
        "contact": "Ms Priya Shah",
        "street": "3 Market Square",
        "city": "Kinsale P17 K2X0",
      ],
      "items": [
        [
          "description": "Oak counter, 3.2 m, oiled",
          "quantity": 1,
          "unit": "piece",
          "price": 2480,
          "amount": 2480,
        ],
        [
          "description": "Wall shelves, ash, 120 cm",
          "quantity": 6,
          "unit": "pieces",
          "price": 145.5,
          "amount": 873,
        ],
        [
          "description": "Fitting on site",
          "quantity": 14,
          "unit": "hours",
          "price": 58,
          "amount": 812,
        ],
        [
          "description": "Delivery, both floors",
          "quantity": 1,
          "unit": "trip",
          "price": 120,
          "amount": 120,
        ],
      ],
      "net": 4285,
      "discount": 85,
      "vat_rate": 0.23,
      "vat": 966,
      "total": 5166,
      "bank": ["iban": "IE29 AIBK 9311 5212 3456 78", "bic": "AIBKIE2D", "name": "Harbour Bank"],
      "note": "The oil needs two weeks to harden. Wipe the counter with a dry cloth until then.",
    ])
}
