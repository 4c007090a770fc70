internal import Documents
internal import JSON

extension Starter {
  static let presentation = Starter(
    .presentation, "Presentation",
    template: #"""
      ---
      title: {{title}}
      subtitle: {{occasion}}
      type: presentation
      theme: {base: corporate, sizes: {body: 22, title: 44, headings: [34, 26, 22, 22, 22, 22], small: 14, \#
      paragraphGap: 12}}
      lang: en
      date: {{date}}
      author: {{speaker}}
      page: {size: slide, landscape: true, margins: {top: 2cm, bottom: 1.8cm, left: 2.4cm, right: 2.4cm}}
      ---

      \newpage

      # {{opening.title}}

      {{#opening.points}}
      - {{.}}
      {{/opening.points}}

      ::: notes
      {{opening.notes}}
      :::

      \newpage

      # {{figures.title}}

      ```chart
      {"form":"line","height":"11cm","verticalAxis":"{{figures.unit|raw}}",
       "categories":["{{years.0.year|raw}}","{{years.1.year|raw}}","{{years.2.year|raw}}",
         "{{years.3.year|raw}}","{{years.4.year|raw}}"],
       "series":[
        {"name":"{{figures.first|raw}}","values":[{{years.0.first|raw}},{{years.1.first|raw}},
          {{years.2.first|raw}},{{years.3.first|raw}},{{years.4.first|raw}}]},
        {"name":"{{figures.second|raw}}","values":[{{years.0.second|raw}},{{years.1.second|raw}},
          {{years.2.second|raw}},{{years.3.second|raw}},{{years.4.second|raw}}]}]}
      ```

      ::: notes
      {{figures.notes}}
      :::

      {{#slides}}
      \newpage

      # {{title}}

      {{#points}}
      - {{.}}
      {{/points}}

      ::: notes
      {{notes}}
      :::

      {{/slides}}
      \newpage

      # {{plan.title}}

      | Step | Who | Until |
      |:-----|:----|:------|
      {{#plan.steps}}
      | {{step}} | {{who}} | {{until|date}} |
      {{/plan.steps}}

      ::: notes
      {{plan.notes}}
      :::

      \newpage

      # {{closing.title}}

      > [!IMPORTANT] {{closing.question}}
      > {{closing.text}}

      Questions: {{contact}}

      ::: notes
      {{closing.notes}}
      :::

      """#,
    data: [
      "title": "Bicycles that come back",
      "occasion": "City council, committee for transport",
      "date": "2026-03-18",
      "speaker": "Amara Nwosu",
      "opening": [
        "title": "Four years of shared bicycles",
        "points": [
          "640 bicycles at 71 stations",
          "1.2 million rides in 2025, twice as many as in 2022",
          "Two of three riders would otherwise have taken the car or the bus",
          "One problem: in the evening they stand where nobody needs them",
        ],
        "notes": """
        Begin with the picture of the empty station at the harbour, which everybody in the room knows.
        """,
      ],
      "figures": [
        "title": "Rides grow faster than the fleet",
        "unit": "thousand",
        "first": "Rides a month",
        "second": "Bicycles moved by van",
        "notes": "The second line is the one that costs money: each move is 4.10 euros.",
      ],
      "years": [
        ["year": "2021", "first": 31, "second": 4],
        ["year": "2022", "first": 50, "second": 9],
        ["year": "2023", "first": 68, "second": 15],
        ["year": "2024", "first": 84, "second": 22],
        ["year": "2025", "first": 100, "second": 31],
      ],
      "slides": [
        [
          "title": "Why they do not come back",
          "points": [
            "The way to the harbour goes down, the way home goes up",
            "Half of the stations on the hill are full of empty slots by six in the evening",
            "The vans drive at the hour when the streets are fullest",
          ],
          "notes": "Ask who has ever ridden up Castle Street. Usually two hands.",
        ],
        [
          "title": "What other towns do",
          "points": [
            "Lund: ten minutes free for rides uphill, 38% fewer moves by van",
            "Bergen: electric bicycles for the hill, twice the rides in the evening",
            "Graz: both, and the van went from three shifts to one",
          ],
          "notes": "The figures are from the yearly reports of the three towns.",
        ],
      ],
      "plan": [
        "title": "What we propose",
        "steps": [
          ["step": "Free minutes uphill, as a trial", "who": "Operator", "until": "2026-05-01"],
          [
            "step": "60 electric bicycles on the hill",
            "who": "City and operator",
            "until": "2026-07-15",
          ],
          ["step": "Report with figures", "who": "Transport office", "until": "2026-11-30"],
        ],
        "notes": """
        The trial costs 18,000 euros; the electric bicycles are in the plan for this year already.
        """,
      ],
      "closing": [
        "title": "What we ask of you",
        "question": "One decision today",
        "text": "Let the trial begin on 1 May. It ends by itself in October unless you prolong it.",
        "notes": "Leave this slide up during the questions.",
      ],
      "contact": "Amara Nwosu, transport office, extension 314",
    ])
}
