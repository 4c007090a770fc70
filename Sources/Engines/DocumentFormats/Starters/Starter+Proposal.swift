internal import Documents
internal import JSON

extension Starter {
  static let proposal = Starter(
    .proposal, "Proposal",
    template: #"""
      ---
      title: {{title}}
      subtitle: A proposal to {{client}}
      type: proposal
      theme: modern
      lang: en
      date: {{date}}
      author: {{company}}
      ---

      # Executive summary

      {{summary}}

      > [!TIP] What it costs and when it is done
      > {{total|currency:EUR}}, finished by {{end|date}}. The offer holds until {{valid_until|date}}.

      # Problem

      {{problem}}

      {{#symptoms}}
      - {{.}}
      {{/symptoms}}

      # Solution

      {{solution}}

      | Part | What you get |
      |:-----|:-------------|
      {{#parts}}
      | **{{name}}** | {{result}} |
      {{/parts}}

      Table: What we deliver {#parts}

      # Implementation plan

      {{#phases}}
      {{@index}}. **{{name}}.** {{work}}
      {{/phases}}

      # Budget

      | Item | Quantity | Price | Amount |
      |:-----|---------:|------:|-------:|
      {{#budget}}
      | {{item}} | {{quantity|number}} {{unit}} | {{price|currency:EUR}} | {{amount|currency:EUR}} |
      {{/budget}}
      | **Total, without VAT** | | | **{{total|currency:EUR}}** |

      Table: What it costs {#budget}

      # Timeline

      | Phase | Begins | Ends |
      |:------|:-------|:-----|
      {{#phases}}
      | {{name}} | {{start|date}} | {{end|date}} |
      {{/phases}}

      Table: When it happens {#timeline}

      # Team

      {{#team}}
      {{name}}
      : *{{role}}.* {{experience}}

      {{/team}}

      # Next steps

      {{#steps}}
      - [ ] {{.}}
      {{/steps}}

      We look forward to your questions: {{contact.name}}, {{contact.phone}}.

      """#,
    data: [
      "title": "A new booking system for the Alder ferries",
      "client": "Alder Ferries",
      "company": "Brightwater Software",
      "date": "2026-02-10",
      "valid_until": "2026-04-10",
      "end": "2026-10-02",
      "summary": """
      Alder Ferries sells four out of five tickets at the quay. We propose a booking system that sells them on \
      the phone and on the web, knows how full each boat is, and works on the boats where there is no network. \
      It replaces the two systems of today.
      """,
      "problem": """
      On summer weekends people queue for up to fifty minutes, while boats leave with free seats because nobody \
      at the quay knows of them. Three things stand behind it:
      """,
      "symptoms": [
        "Tickets on paper and tickets from the web are counted in two places.",
        "The crew has no list of passengers until the boat has left.",
        "Changes for weather are told by a notice at the quay.",
      ],
      "solution": """
      One system that holds every ticket, however it was sold. Each boat carries a copy of its own list and \
      brings it up to date when it is in reach of the shore.
      """,
      "parts": [
        [
          "name": "Sale",
          "result": """
          A site for phones, and a screen for the counter that sells a ticket in under ten seconds
          """,
        ],
        [
          "name": "On board",
          "result": "An app for the crew that checks tickets without a network",
        ],
        [
          "name": "Office",
          "result": "Timetables, prices and messages to everyone who has a ticket",
        ],
      ],
      "phases": [
        [
          "name": "Look and draw",
          "work": "Two weeks at the quays and on the boats, then drawings that you can click.",
          "start": "2026-04-20",
          "end": "2026-05-15",
        ],
        [
          "name": "Build",
          "work": "Every second week you get a version to try.",
          "start": "2026-05-18",
          "end": "2026-08-14",
        ],
        [
          "name": "One line",
          "work": "The line to Holm sells by the new system only.",
          "start": "2026-08-17",
          "end": "2026-09-11",
        ],
        [
          "name": "All lines",
          "work": "The other four lines follow, and the old systems are switched off.",
          "start": "2026-09-14",
          "end": "2026-10-02",
        ],
      ],
      "budget": [
        [
          "item": "Drawings and tests with passengers",
          "quantity": 18,
          "unit": "days",
          "price": 820,
          "amount": 14760,
        ],
        ["item": "Building", "quantity": 64, "unit": "days", "price": 860, "amount": 55040],
        [
          "item": "Phones for the crews",
          "quantity": 12,
          "unit": "pieces",
          "price": 390,
          "amount": 4680,
        ],
        ["item": "Training", "quantity": 6, "unit": "days", "price": 720, "amount": 4320],
      ],
      "total": 78800,
      "team": [
        [
          "name": "Sofia Marin",
          "role": "Leads the project",
          "experience": "Built the seat plan of two railways.",
        ],
        [
          "name": "Kofi Mensah",
          "role": "Builds what runs on the boats",
          "experience": "Ten years of software that works without a network.",
        ],
        [
          "name": "Ellen Ryd",
          "role": "Draws and tests",
          "experience": "Stands at the quay until she knows why people queue.",
        ],
      ],
      "steps": [
        "A talk of an hour about this paper, in your office or by video",
        "Your decision by 10 April",
        "Contract, and a first day at the quay on 20 April",
      ],
      "contact": ["name": "Sofia Marin", "phone": "+353 1 555 0148"],
    ])
}
