internal import Documents
internal import JSON

extension Starter {
  static let academicPaper = Starter(
    .academicPaper, "Academic paper",
    template: #"""
      ---
      title: {{title}}
      type: academic_paper
      theme: academic
      lang: en
      page: {size: a4, margins: {top: 2cm, bottom: 2cm, left: 2.5cm, right: 2.5cm}}
      date: {{date}}
      authors:
      {{#authors}}
        - name: {{name}}
          affiliation: {{affiliation}}
      {{/authors}}
      keywords: {{keywords}}
      numbering: {headings: 2}
      ---

      ::: center
      {{#authors}}
      *{{affiliation}}*<br>
      {{/authors}}
      :::

      ::: abstract
      # Abstract {.unnumbered .unlisted}

      {{abstract}}

      **Keywords:** {{keywords}}
      :::

      # Introduction {.unlisted}

      {{#introduction}}
      {{.}}

      {{/introduction}}

      # Methods {.unlisted}

      {{methods}}

      The rate at which a channel $i$ was taken is the share

      $$ p_i = \frac{n_i}{\sum_{j=1}^{k} n_j}, \qquad i = 1, \dots, k, $$

      where $n_i$ counts the animals that left by it. Confidence intervals are those of Wilson[^wilson] at 95%.

      [^wilson]: They stay between 0 and 1, also where a channel was hardly ever taken.

      # Results {.unlisted}

      {{results}} [](#rates) shows the shares.

      | Condition | Animals | Share | 95% interval |
      |:----------|--------:|------:|:-------------:|
      {{#conditions}}
      | {{name}} | {{animals|number}} | {{share|number:2}} | {{low|number:2}} to {{high|number:2}} |
      {{/conditions}}

      Table: {{table_title}} {#rates}

      ```chart
      {"form":"scatter","height":"6cm","legend":true,"horizontalAxis":"{{chart.across|raw}}",
        "verticalAxis":"{{chart.up|raw}}",
       "series":[
        {"name":"{{chart.name|raw}}","positions":[{{points.0.x|raw}},{{points.1.x|raw}},
          {{points.2.x|raw}},{{points.3.x|raw}},{{points.4.x|raw}},{{points.5.x|raw}}],
          "values":[{{points.0.y|raw}},{{points.1.y|raw}},{{points.2.y|raw}},{{points.3.y|raw}},
          {{points.4.y|raw}},{{points.5.y|raw}}]}]}
      ```

      Figure: {{chart.title}} {#points}

      # Discussion {.unlisted}

      {{#discussion}}
      {{.}}

      {{/discussion}}

      # Conclusion {.unlisted}

      {{conclusion}}

      # References {.unnumbered .unlisted}

      {{#references}}
      1. {{.}}
      {{/references}}

      """#,
    data: [
      "title": "Light, not flow, guides young eels through a fish pass",
      "date": "2026-02",
      "authors": [
        ["name": "Noor van Dijk", "affiliation": "Institute of Freshwater Biology, Port Ellis"],
        ["name": "Samuel Adeyemi", "affiliation": "School of Engineering, Port Ellis"],
      ],
      "keywords": "eel, fish pass, light, behaviour",
      "abstract": """
      Fish passes lead eels around weirs, but many animals do not find the entrance. We let 1,260 young eels \
      choose between two channels that differed in flow, in light, or in both. With equal flow, 78% took the \
      dark channel; with equal light, 54% took the faster one. When the faster channel was lit, most animals \
      still chose the dark one. Shading the entrance of a pass may do more than a stronger current.
      """,
      "introduction": [
        """
        Eels hatch in the sea and grow up in rivers. On their way they meet weirs, and the passes built around \
        them are found by fewer than half of the animals (Hansen and Roy 2017).
        """,
        """
        Current is held to be the main guide (Ito 2012), and passes are built accordingly. Yet eels travel by \
        night and hide by day. We ask whether they follow the flow at all when light speaks against it.
        """,
      ],
      "methods": """
      The eels (6 to 9 cm) were caught in the mouth of the Ellis in May 2025 and kept for three days. Each \
      animal was tested once, alone, in a basin with two exits. Flow was set to 0.1 or 0.3 m/s, light to 0.1 or \
      40 lx. The order of conditions was drawn by lot.
      """,
      "results": "Light decided in every condition in which it differed.",
      "table_title": "Share of animals that took the left channel",
      "conditions": [
        [
          "name": "Left dark, equal flow",
          "animals": 420,
          "share": 0.78,
          "low": 0.74,
          "high": 0.82,
        ],
        [
          "name": "Left fast, equal light",
          "animals": 420,
          "share": 0.54,
          "low": 0.49,
          "high": 0.59,
        ],
        [
          "name": "Left dark, right fast",
          "animals": 420,
          "share": 0.71,
          "low": 0.67,
          "high": 0.75,
        ],
      ],
      "chart": [
        "name": "One night each",
        "title": "The brighter the other channel, the more animals chose the dark one",
        "across": "Light in the other channel, lx",
        "up": "Share",
      ],
      "points": [
        ["x": 0.1, "y": 0.51],
        ["x": 2, "y": 0.6],
        ["x": 8, "y": 0.66],
        ["x": 15, "y": 0.71],
        ["x": 25, "y": 0.76],
        ["x": 40, "y": 0.78],
      ],
      "discussion": [
        """
        Flow had an effect that can be told from chance only just, and light outweighed it. This agrees with \
        catches by night (Meyer 2020) and explains why passes below bridges are found more often than others.
        """,
        """
        Our basin was small, and the animals were young. Larger eels have seen more light and may mind it less.
        """,
      ],
      "conclusion": """
      A pass for young eels should be dark at its entrance. A cover costs little, can be tried at any weir, and \
      needs no water that a power station would miss.
      """,
      "references": [
        """
        Hansen, K. and Roy, T.: How many find it? Fish passes in nine rivers. River Studies 31, 2017, 112–130.
        """,
        "Ito, M.: Current as a guide for migrating fish. Journal of Water Life 8, 2012, 45–61.",
        "Meyer, L.: Eels by night. Inland Fisheries 55, 2020, 9–22.",
      ],
    ])
}
