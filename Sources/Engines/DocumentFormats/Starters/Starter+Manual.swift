internal import Documents
internal import JSON

extension Starter {
  static let manual = Starter(
    .manual, "Manual",
    template: #"""
      ---
      title: {{product}}
      subtitle: Manual for {{model}}
      type: manual
      theme: modern
      lang: en
      page: {size: a4, margins: {top: 2cm, bottom: 2cm, left: 2.5cm, right: 2.5cm}}
      version: {{version}}
      numbering: {headings: 2}
      footer: {start: "{{product}} · {{version}}", end: "{page} / {pages}"}
      ---

      [[toc]]

      # Introduction

      {{introduction}}

      | Part of the delivery | Number |
      |:---------------------|-------:|
      {{#parts}}
      | {{name}} | {{number}} |
      {{/parts}}

      # Safety {#safety}

      {{#dangers}}
      > [!WARNING] {{title}}
      > {{text}}

      {{/dangers}}

      # Installation

      {{#installation}}
      1. {{.}}
      {{/installation}}

      {{#installation_tip}}
      > [!TIP]
      > {{.}}
      {{/installation_tip}}

      # Usage

      {{#tasks}}
      ## {{title}}

      {{#steps}}
      1. {{.}}
      {{/steps}}

      {{#result}}
      {{.}}
      {{/result}}

      {{/tasks}}

      # Troubleshooting

      | What you see | Why | What to do |
      |:-------------|:----|:-----------|
      {{#faults}}
      | {{sign}} | {{cause}} | {{remedy}} |
      {{/faults}}

      Table: When something does not work {#faults}

      Read [](#safety) before you open the case.

      # Technical data

      | Property | Value |
      |:---------|:------|
      {{#data}}
      | {{property}} | {{value}} |
      {{/data}}

      Help: {{support.phone}}, {{support.hours}}.

      """#,
    data: [
      "product": "Heron 20 dehumidifier",
      "model": "H20 and H20 S",
      "version": "Edition 3, March 2026",
      "introduction": """
      The Heron 20 takes up to 20 litres of water a day out of the air of cellars and workshops of up to 60 m². \
      It runs by itself and stops when its tank is full.
      """,
      "parts": [
        ["name": "Dehumidifier", "number": 1],
        ["name": "Hose, 1.5 m", "number": 1],
        ["name": "Filter", "number": 2],
        ["name": "Castors", "number": 4],
      ],
      "dangers": [
        [
          "title": "Electricity",
          "text": """
          Pull the plug before you open the case or clean the device. Do not use it where water can splash on \
          it.
          """,
        ],
        [
          "title": "Coolant",
          "text": """
          Let the device stand upright for two hours after it was moved. It may not lie down while it runs.
          """,
        ],
      ],
      "installation": [
        "Press the castors into the four holes of the base until they click.",
        "Stand the device upright, 30 cm from walls and curtains.",
        "Push the tank in until you hear it lock.",
        "Put the plug into a socket with an earth contact.",
      ],
      "installation_tip": """
      With the hose at the outlet on the back, the water runs into a drain and the tank stays empty.
      """,
      "tasks": [
        [
          "title": "Set the humidity",
          "steps": [
            "Press Power.",
            """
            Press + or − until the display shows the humidity that you want. 50% suits most cellars.
            """,
          ],
          "result": "The display goes back to the humidity of the air after five seconds.",
        ],
        [
          "title": "Empty the tank",
          "steps": [
            "Wait until the fan stands still.",
            "Pull the tank out with both hands and pour the water away.",
            "Push the tank in again. The red light goes out.",
          ],
          "result": "",
        ],
        [
          "title": "Clean the filter",
          "steps": [
            "Pull the plug, then the grille on the back.",
            "Rinse the filter with warm water and let it dry.",
            "Put the filter and the grille back.",
          ],
          "result": "Do this every month, and more often in dusty rooms.",
        ],
      ],
      "faults": [
        [
          "sign": "Nothing runs",
          "cause": "The tank is full or not locked",
          "remedy": "Empty it, push it in until it locks",
        ],
        [
          "sign": "Ice behind the grille",
          "cause": "The room is colder than 5 °C",
          "remedy": "Switch off for an hour; heat the room",
        ],
        [
          "sign": "Little water",
          "cause": "The filter is full of dust",
          "remedy": "Clean the filter",
        ],
        [
          "sign": "Loud hum",
          "cause": "The device does not stand level",
          "remedy": "Move it to firm ground",
        ],
      ],
      "data": [
        ["property": "Power", "value": "230 V, 50 Hz, 320 W"],
        ["property": "Tank", "value": "5.5 litres"],
        ["property": "Weight", "value": "14.2 kg"],
        ["property": "Room", "value": "5 to 32 °C, up to 60 m²"],
        ["property": "Noise", "value": "42 dB(A) at 1 m"],
      ],
      "support": ["phone": "+46 8 555 017 20", "hours": "Monday to Friday, 8 to 17"],
    ])
}
