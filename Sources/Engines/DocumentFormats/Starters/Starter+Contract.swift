internal import Documents
internal import JSON

extension Starter {
  static let contract = Starter(
    .contract, "Contract for services",
    template: #"""
      ---
      title: {{title}}
      subtitle: between {{client.name}} and {{contractor.name}}
      type: contract
      theme: classic
      lang: en
      page: {size: a4, margins: {top: 2cm, bottom: 2cm, left: 2.5cm, right: 2.5cm}}
      numbering: {headings: 1}
      footer: {start: "{{title}}", end: "{page} / {pages}"}
      ---

      # Parties

      This contract is made on {{date|date}} between

      | Party | Name and address | Represented by |
      |:------|:-----------------|:---------------|
      | Client | {{client.name}}, {{client.address}} | {{client.person}} |
      | Contractor | {{contractor.name}}, {{contractor.address}} | {{contractor.person}} |

      # Subject

      The contractor provides the following services to the client:

      {{#services}}
      1. {{.}}
      {{/services}}

      The client gives the contractor, in good time and without charge, the documents and the access that the \#
      services need.

      # Term

      The contract begins on {{start|date}} and ends on {{end|date}}. Either party may end it earlier with a notice \#
      of {{notice}} in writing. The right to end it at once for good cause remains.

      # Payment

      | Service | Fee | Due |
      |:--------|----:|:----|
      {{#payments}}
      | {{what}} | {{fee|currency:EUR}} | {{due|date}} |
      {{/payments}}
      | **Together** | **{{total|currency:EUR}}** | |

      Value added tax is added where the law asks for it. Invoices are paid within {{payment_days}} days. Travel is \#
      paid for at cost when the client has agreed to it beforehand.

      # Confidentiality

      Each party keeps secret what it learns about the other's business, and uses it for this contract only. This \#
      holds for {{secrecy_years}} years after the end of the contract. It does not hold for what is public or must \#
      be told by law.

      # Rights in the results

      When the fee has been paid, the client may use the results without limits of time and place. The contractor \#
      may name the client as a reference{{^reference}} only after the client has agreed in writing{{/reference}}.

      # Final terms

      Changes to this contract are made in writing. If one of its terms does not hold, the others do. The law of \#
      {{law}} applies; the courts of {{court}} decide.

      # Signatures

      | For the client | For the contractor |
      |:---------------|:-------------------|
      | <br><br>____________________________<br>Place, date | <br><br>____________________________<br>Place, date |
      | <br><br>____________________________<br>{{client.person}} | \#
      <br><br>____________________________<br>{{contractor.person}} |

      """#,
    data: [
      "title": "Contract for services",
      "date": "2026-02-16",
      "client": [
        "name": "Lakeside Clinics GmbH",
        "address": "Seestrasse 40, 88131 Lindau",
        "person": "Dr. Anna Brandt",
      ],
      "contractor": [
        "name": "Clearpath Training",
        "address": "12 Mill Lane, Dublin 8",
        "person": "Liam Doyle",
      ],
      "services": [
        "a survey of how the three clinics receive their patients, with a report;",
        "two days of training for up to 16 members of the reception staff;",
        "a visit to each clinic three months after the training.",
      ],
      "start": "2026-03-01",
      "end": "2026-09-30",
      "notice": "four weeks",
      "payments": [
        ["what": "Survey and report", "fee": 4800, "due": "2026-04-15"],
        ["what": "Training, two days", "fee": 5600, "due": "2026-06-15"],
        ["what": "Visits to three clinics", "fee": 2700, "due": "2026-09-30"],
      ],
      "total": 13100,
      "payment_days": 30,
      "secrecy_years": 3,
      "reference": false,
      "law": "Germany",
      "court": "Lindau",
    ])
}
