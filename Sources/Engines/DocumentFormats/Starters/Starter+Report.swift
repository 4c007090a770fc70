internal import Documents
internal import JSON

extension Starter {
  static let report = Starter(
    .report, "Report",
    template: #"""
      ---
      title: {{title}}
      subtitle: {{subtitle}}
      type: report
      theme: corporate
      lang: en
      date: {{date}}
      authors:
      {{#authors}}
        - {{.}}
      {{/authors}}
      ---

      # Introduction

      {{introduction}}

      > [!NOTE] The result in one line
      > {{result}}

      # Methodology

      {{methodology}}

      {{#methods}}
      - **{{name}}:** {{detail}}
      {{/methods}}

      # Findings

      [](#by-month) shows the course of the period, [](#by-site) what stands behind it.

      ```chart
      {"form":"bar","height":"6cm","title":"{{chart.title|raw}}","verticalAxis":"{{chart.unit|raw}}",
       "categories":["{{months.0.name|raw}}","{{months.1.name|raw}}","{{months.2.name|raw}}",
         "{{months.3.name|raw}}","{{months.4.name|raw}}","{{months.5.name|raw}}"],
       "series":[
        {"name":"{{chart.before|raw}}","values":[{{months.0.before|raw}},{{months.1.before|raw}},
          {{months.2.before|raw}},{{months.3.before|raw}},{{months.4.before|raw}},
          {{months.5.before|raw}}]},
        {"name":"{{chart.now|raw}}","values":[{{months.0.now|raw}},{{months.1.now|raw}},
          {{months.2.now|raw}},{{months.3.now|raw}},{{months.4.now|raw}},{{months.5.now|raw}}]}]}
      ```

      Figure: {{chart.title}} {#by-month}

      | Site | {{chart.before}} | {{chart.now}} | Change | Share |
      |:-----|---------:|---------:|-------:|------:|
      {{#sites}}
      | {{name}} | {{before|number}} | {{now|number}} | {{change|percent:1}} | {{share|percent}} |
      {{/sites}}
      | **Together** | **{{total.before|number}}** | **{{total.now|number}}** | **{{total.change|percent:1}}** | \#
      **100%** |

      Table: {{table_title}} {#by-site}

      # Analysis

      {{#analysis}}
      ## {{title}}

      {{text}}

      {{/analysis}}

      # Conclusions

      {{#conclusions}}
      1. {{.}}
      {{/conclusions}}

      # Recommendations

      | Step | Who | Until | Cost |
      |:-----|:----|:------|-----:|
      {{#recommendations}}
      | {{step}} | {{who}} | {{until|date}} | {{cost|currency:EUR}} |
      {{/recommendations}}

      Table: What we propose {#steps}

      # References

      {{#references}}
      - {{.}}
      {{/references}}

      """#,
    data: [
      "title": "Energy use of the city libraries",
      "subtitle": "Report on the heating season 2025/26",
      "date": "2026-04-20",
      "authors": ["Ingrid Solheim", "Tom Fraser"],
      "introduction": """
      The city runs four libraries. In the summer of 2025 two of them got new windows, and all four a control \
      that lowers the heating when a hall is empty. This report says what that saved between October and March, \
      and what should follow.
      """,
      "result": "The four houses used 18.4% less heat than in the season before, and nobody felt colder.",
      "methodology": """
      The season is compared with the one before. Both were set to the same outdoor temperatures, so that a mild \
      winter does not pass for a saving.
      """,
      "methods": [
        [
          "name": "Meters",
          "detail": "readings of every hour from the heat meters of all four houses.",
        ],
        ["name": "Weather", "detail": "degree days of the station at the airport."],
        ["name": "Visitors", "detail": "612 answers to three questions at the desks."],
      ],
      "chart": ["title": "Heat by month, MWh", "unit": "MWh", "before": "2024/25", "now": "2025/26"],
      "months": [
        ["name": "October", "before": 62, "now": 54],
        ["name": "November", "before": 98, "now": 82],
        ["name": "December", "before": 121, "now": 98],
        ["name": "January", "before": 134, "now": 106],
        ["name": "February", "before": 117, "now": 93],
        ["name": "March", "before": 88, "now": 73],
      ],
      "table_title": "Heat by library, MWh in six months",
      "sites": [
        [
          "name": "Central library",
          "before": 288,
          "now": 241,
          "change": -0.163,
          "share": 0.476,
        ],
        ["name": "Harbour", "before": 142, "now": 104, "change": -0.268, "share": 0.206],
        ["name": "Northgate", "before": 109, "now": 93, "change": -0.147, "share": 0.184],
        ["name": "Old Mill", "before": 81, "now": 68, "change": -0.16, "share": 0.134],
      ],
      "total": ["before": 620, "now": 506, "change": -0.184],
      "analysis": [
        [
          "title": "Windows and control",
          "text": """
          The Harbour library, with both, saved the most. At Northgate, with the control alone, the saving was \
          14.7%. Windows alone cannot be judged: no house had only them.
          """,
        ],
        [
          "title": "Comfort",
          "text": """
          Of the visitors who answered, 84% found the halls as warm as before or warmer. Complaints came from \
          one reading room at Old Mill, where a sensor hung above a radiator. It has been moved.
          """,
        ],
        [
          "title": "Cost",
          "text": """
          Heat cost 94 euros per MWh. The saving of 114 MWh is worth about 10,700 euros a season; the control \
          cost 26,000 euros and pays for itself in less than three winters.
          """,
        ],
      ],
      "conclusions": [
        "The control saves heat in every house, old or new.",
        "Windows add to it where walls are already insulated.",
        "Sensors in the wrong place do more harm than none.",
      ],
      "recommendations": [
        [
          "step": "New windows for the east side of the Central library",
          "who": "Buildings",
          "until": "2026-09-30",
          "cost": 84000,
        ],
        [
          "step": "Check the place of every sensor",
          "who": "Libraries",
          "until": "2026-06-15",
          "cost": 1200,
        ],
        [
          "step": "Fit the same control in the two schools next door",
          "who": "Schools",
          "until": "2026-10-15",
          "cost": 31500,
        ],
      ],
      "references": [
        "City Works: Heat meters of public buildings, data of 2024 to 2026.",
        "Airport weather station: Degree days, monthly tables.",
        "Solheim, I.: Heating in public halls. City reports 12, 2025.",
      ],
    ])
}
