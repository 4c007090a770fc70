internal import Documents
internal import JSON

extension Starter {
  static let whitepaper = Starter(
    .whitepaper, "White paper",
    template: #"""
      ---
      title: {{title}}
      subtitle: {{subtitle}}
      type: whitepaper
      theme: corporate
      lang: en
      page: {size: a4, margins: {top: 2.2cm, bottom: 2.2cm, left: 2.5cm, right: 2.5cm}}
      date: {{date}}
      author: {{author}}
      ---

      # Summary

      {{summary}}

      {{#key_points}}
      - {{.}}
      {{/key_points}}

      # Problem

      {{#problem}}
      {{.}}

      {{/problem}}

      [](#causes) shows where the time goes.

      ```chart
      {"form":"bar","horizontal":true,"height":"4.5cm","legend":false,"values":true,
        "title":"{{chart.title|raw}}",
       "categories":["{{causes.0.name|raw}}","{{causes.1.name|raw}}","{{causes.2.name|raw}}",
         "{{causes.3.name|raw}}"],
       "series":[
        {"name":"{{chart.unit|raw}}","values":[{{causes.0.value|raw}},{{causes.1.value|raw}},
          {{causes.2.value|raw}},{{causes.3.value|raw}}]}]}
      ```

      Figure: {{chart.title}} {#causes}

      # Solution

      {{solution}}

      {{#principles}}
      ## {{title}}

      {{text}}

      {{/principles}}

      | Measure | Before | After |
      |:--------|-------:|------:|
      {{#results}}
      | {{measure}} | {{before}} | {{after}} |
      {{/results}}

      Table: {{results_title}} {#results}

      > {{quote.text}}
      >
      > *{{quote.person}}*

      # Conclusion

      {{conclusion}}

      > [!TIP] {{offer.title}}
      > {{offer.text}}

      # About {{company.name}}

      {{company.text}}

      """#,
    data: [
      "title": "Restoring is the backup",
      "subtitle": "Why firms lose data that they had saved",
      "date": "2026-01-20",
      "author": "Greta Holm, Stoneharbour Systems",
      "summary": """
      Nearly every firm saves its data; few have ever brought them back. We looked at 86 losses of data in firms \
      of 20 to 500 people. In 61 of them a backup existed, and in 38 of those it could not be used in time. This \
      paper shows why, and what a firm can do with the means it has.
      """,
      "key_points": [
        "A backup that was never restored is a hope, not a backup.",
        "Most time is lost in finding out what belongs together.",
        "One rehearsal in each quarter cut the time of recovery to a fifth.",
      ],
      "problem": [
        """
        Backups are made by night and looked at by nobody. A report says “successful” when files were copied, \
        whether or not a database can start from them. The first true test is the day of the loss, when \
        everybody is in a hurry and the one who set it up is on holiday.
        """,
        """
        In the 38 cases that failed, the copies were whole in 29. What was missing was the way back.
        """,
      ],
      "chart": ["title": "Hours lost per recovery, by cause", "unit": "Hours"],
      "causes": [
        ["name": "Finding what belongs together", "value": 19],
        ["name": "Missing passwords and keys", "value": 11],
        ["name": "Copying the data", "value": 7],
        ["name": "Hardware that no longer exists", "value": 4],
      ],
      "solution": """
      We propose to turn the order round: begin with the restoring, and let it say what must be saved.
      """,
      "principles": [
        [
          "title": "Write the way back first",
          "text": """
          One page for each system: what it needs to start, in which order, and who may say that it works again. \
          The page lies beside the backup, on paper too.
          """,
        ],
        [
          "title": "Rehearse in each quarter",
          "text": """
          One system, drawn by lot, is restored on another machine by somebody who did not set it up. A clock \
          runs. What was missing goes onto the page.
          """,
        ],
        [
          "title": "Measure one number",
          "text": """
          The hours from the call to the first invoice. It is the only figure that the management needs to see.
          """,
        ],
      ],
      "results_title": "Eleven firms, one year later",
      "results": [
        ["measure": "Time until work goes on", "before": "41 hours", "after": "8 hours"],
        ["measure": "Systems with a written way back", "before": "14%", "after": "92%"],
        ["measure": "Copies that could not be used", "before": "1 of 3", "after": "1 of 40"],
      ],
      "quote": [
        "text": "The first rehearsal was a disaster, and the best day of the year.",
        "person": "Head of IT of a dairy with 140 people",
      ],
      "conclusion": """
      None of this needs new software. It needs an afternoon in each quarter, and the will to find out on a \
      quiet day what one would otherwise learn on the worst one.
      """,
      "offer": [
        "title": "A page to begin with",
        "text": "Our form for the way back is free: stoneharbour.example/way-back",
      ],
      "company": [
        "name": "Stoneharbour Systems",
        "text": """
        We run and rescue the systems of 60 firms around the Baltic. Since 2009 we have brought back 240 \
        servers, and lost two.
        """,
      ],
    ])
}
