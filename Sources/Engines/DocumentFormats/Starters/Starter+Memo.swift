internal import Documents
internal import JSON

extension Starter {
  static let memo = Starter(
    .memo, "Memo",
    template: #"""
      ---
      title: Memo
      subtitle: {{subject}}
      type: memo
      theme: plain
      lang: en
      ---

      | To | From | Date |
      |:---|:-----|:-----|
      | {{to}} | {{from}} | {{date|date}} |

      > [!IMPORTANT] In short
      > {{summary}}

      # Why

      {{#reasons}}
      {{.}}

      {{/reasons}}

      # What changes

      {{#changes}}
      - **{{what}}.** {{detail}}
      {{/changes}}

      # What to do

      | Step | Who | Until |
      |:-----|:----|:------|
      {{#actions}}
      | {{step}} | {{who}} | {{until|date}} |
      {{/actions}}

      {{#contact}}
      Questions go to {{name}}, extension {{extension}}.
      {{/contact}}
      {{#copies}}

      *Copies: {{copies}}*
      {{/copies}}

      """#,
    data: [
      "subject": "One calendar for the meeting rooms",
      "to": "All staff, Harbour Street",
      "from": "Marta Lind, Operations",
      "date": "2026-03-05",
      "summary": """
      From 1 April, rooms are booked in the shared calendar only. Bookings on paper end on 31 March.
      """,
      "reasons": [
        """
        In February, 43 of 210 bookings were in conflict with another one, nearly all because the list at the \
        desk and the calendar did not agree. Eleven visitors waited in the corridor.
        """,
        "Rooms also stand empty: a third of what was booked was never used.",
      ],
      "changes": [
        [
          "what": "One place",
          "detail": "The calendar is the only list. The screens at the doors show what it says.",
        ],
        [
          "what": "Shorter holds",
          "detail": "A room that nobody enters within fifteen minutes is free again.",
        ],
        [
          "what": "Large rooms",
          "detail": "The Pier and the Loft need six people or more between ten and four.",
        ],
      ],
      "actions": [
        [
          "step": "Move bookings from paper to the calendar",
          "who": "Each team",
          "until": "2026-03-27",
        ],
        ["step": "Put up the screens at the doors", "who": "IT", "until": "2026-03-30"],
        ["step": "Take the paper list away", "who": "Front desk", "until": "2026-04-01"],
      ],
      "contact": ["name": "Jonas Weber", "extension": "214"],
      "copies": "Board, Facilities",
    ])
}
