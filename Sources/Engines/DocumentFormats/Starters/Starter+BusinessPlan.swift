internal import Documents
internal import JSON

extension Starter {
  static let businessPlan = Starter(
    .businessPlan, "Business plan",
    template: #"""
      ---
      title: {{company}}
      subtitle: Business plan {{years}}
      type: business_plan
      theme: corporate
      lang: en
      page: {size: a4, margins: {top: 2.2cm, bottom: 2cm, left: 2.2cm, right: 2.2cm}}
      date: {{date}}
      authors:
      {{#founders}}
        - {{name}}
      {{/founders}}
      ---

      # Executive summary

      {{summary}}

      > [!IMPORTANT] What we ask for
      > {{funding.amount|currency:EUR}}, of which {{funding.own|currency:EUR}} is our own. {{funding.result}}

      # Company description

      {{description}}

      | Company | Facts |
      |:--------|:------|
      {{#facts}}
      | {{name}} | {{value}} |
      {{/facts}}

      # Market analysis

      {{market}}

      | Who buys | Number | Spends a year | Our share in year 3 |
      |:---------|-------:|--------------:|--------------------:|
      {{#segments}}
      | {{name}} | {{number|number}} | {{spends|currency:EUR}} | {{share|percent:1}} |
      {{/segments}}

      Table: The market in reach {#market}

      {{#competitors}}
      - **{{name}}:** {{text}}
      {{/competitors}}

      # Organization

      {{#founders}}
      {{name}}
      : *{{role}}.* {{experience}}

      {{/founders}}

      # Service or product

      {{product}}

      {{#offers}}
      - **{{name}}**, {{price|currency:EUR}} {{unit}}: {{text}}
      {{/offers}}

      # Marketing and sales

      {{marketing}}

      {{#channels}}
      1. {{.}}
      {{/channels}}

      # Funding request

      | Use | Amount |
      |:----|-------:|
      {{#uses}}
      | {{what}} | {{amount|currency:EUR}} |
      {{/uses}}
      | **Together** | **{{funding.amount|currency:EUR}}** |

      Table: What the money is for {#funding}

      # Financial projections

      [](#plan) shows the plan, [](#plan-chart) how income and costs meet.

      | Year | Customers | Income | Costs | Result |
      |:-----|----------:|-------:|------:|-------:|
      {{#plan}}
      | {{year}} | {{customers|number}} | {{income|currency:EUR}} | {{costs|currency:EUR}} | {{result|currency:EUR}} |
      {{/plan}}

      Table: Three years {#plan}

      ```chart
      {"form":"bar","height":"5cm","verticalAxis":"EUR",
       "categories":["{{plan.0.year|raw}}","{{plan.1.year|raw}}","{{plan.2.year|raw}}"],
       "series":[
        {"name":"Income","values":[{{plan.0.income|raw}},{{plan.1.income|raw}},{{plan.2.income|raw}}]},
        {"name":"Costs","values":[{{plan.0.costs|raw}},{{plan.1.costs|raw}},{{plan.2.costs|raw}}]}]}
      ```

      Figure: Income and costs {#plan-chart}

      # Appendix

      {{#risks}}
      - **If {{event}}:** {{answer}}
      {{/risks}}

      """#,
    data: [
      "company": "Second Wind Cargo Bikes",
      "years": "2026 to 2028",
      "date": "2026-01-15",
      "summary": """
      Second Wind lends cargo bikes to families and shops by the month, with repair and insurance. A bike costs \
      less than a second car's parking place and is at the door when it is needed. After a trial with 40 bikes, \
      38 of them were let within three weeks; we want to grow to 260 in three towns.
      """,
      "founders": [
        [
          "name": "Hanna Berg",
          "role": "Management and finance",
          "experience": "Eight years with a car sharing company, the last three as head of a region.",
        ],
        [
          "name": "Idris Cole",
          "role": "Workshop",
          "experience": "Master mechanic, has built and mended cargo bikes since 2014.",
        ],
      ],
      "description": """
      We buy sturdy bikes of one make, keep them running in our own workshop, and let them for a fixed price by \
      the month. What we sell is that nothing goes wrong.
      """,
      "facts": [
        ["name": "Form", "value": "Limited company, to be founded in April 2026"],
        ["name": "Place", "value": "Aarhus, with points in Randers and Horsens"],
        ["name": "People", "value": "2 founders, 3 employees from 2027 on"],
      ],
      "market": """
      In the three towns 31,000 families have two children or more and one car or none. Shops and craftsmen come \
      on top: the inner towns close to vans in 2027.
      """,
      "segments": [
        ["name": "Families", "number": 31000, "spends": 1100, "share": 0.006],
        ["name": "Shops and cafés", "number": 2400, "spends": 2600, "share": 0.02],
        ["name": "Craftsmen", "number": 1900, "spends": 3100, "share": 0.012],
      ],
      "competitors": [
        [
          "name": "Bike shops",
          "text": "sell for 5,000 euros and more, and mend within two weeks.",
        ],
        [
          "name": "Sharing by the hour",
          "text": "is cheap for a trip and dear for a school run of 200 days.",
        ],
      ],
      "product": """
      Every contract has the bike, insurance, a service each quarter, and another bike within 24 hours when one \
      breaks.
      """,
      "offers": [
        [
          "name": "Family",
          "price": 89,
          "unit": "a month",
          "text": "electric bike with a box for three children",
        ],
        [
          "name": "Shop",
          "price": 139,
          "unit": "a month",
          "text": "with a lockable box of 400 litres and the shop's name on it",
        ],
        [
          "name": "Trial",
          "price": 35,
          "unit": "a week",
          "text": "counts towards the first month",
        ],
      ],
      "marketing": "Nobody believes in a cargo bike before the first ride, so every step leads to one:",
      "channels": [
        "Trial days at schools and nurseries, two a week in spring",
        "The bikes themselves: each carries our name and a number to call",
        "Agreements with housing companies, one bike for twenty flats",
      ],
      "funding": [
        "amount": 420000,
        "own": 90000,
        "result": "The plan earns money from its third year on.",
      ],
      "uses": [
        ["what": "180 bikes", "amount": 306000],
        ["what": "Workshop and tools", "amount": 48000],
        ["what": "Working capital for a year", "amount": 66000],
      ],
      "plan": [
        ["year": "2026", "customers": 96, "income": 81000, "costs": 148000, "result": -67000],
        ["year": "2027", "customers": 182, "income": 198000, "costs": 214000, "result": -16000],
        ["year": "2028", "customers": 258, "income": 291000, "costs": 252000, "result": 39000],
      ],
      "risks": [
        [
          "event": "fewer families come",
          "answer": "we buy in steps of 30 bikes, and each step waits for the one before to be let.",
        ],
        [
          "event": "bikes are stolen",
          "answer": "they carry trackers, and the insurance covers all but 250 euros.",
        ],
        [
          "event": "a maker copies us",
          "answer": "our workshop within reach is what a maker does not have.",
        ],
      ],
    ])
}
