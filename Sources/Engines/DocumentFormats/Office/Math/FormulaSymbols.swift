/// What TeX's command names stand for.
enum FormulaSymbols {
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇", "hbar": "ℏ", "ell": "ℓ",
    "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "emptyset": "∅", "varnothing": "∅", "imath": "ı", "jmath": "ȷ", "wp": "℘",
    "top": "⊤", "bot": "⊥", "angle": "∠", "degree": "°", "prime": "′",
  ]

  static let signs: [String: String] = [
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "⋅", "ast": "∗", "star": "⋆", "circ": "∘",
    "bullet": "∙", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "odot": "⊙", "cap": "∩", "cup": "∪", "wedge": "∧",
    "land": "∧", "vee": "∨", "lor": "∨", "setminus": "∖", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "neq": "≠", "ne": "≠", "equiv": "≡", "approx": "≈", "cong": "≅", "sim": "∼", "simeq": "≃", "propto": "∝",
    "ll": "≪", "gg": "≫", "prec": "≺", "succ": "≻", "subset": "⊂", "supset": "⊃", "subseteq": "⊆",
    "supseteq": "⊇", "in": "∈", "ni": "∋", "notin": "∉", "mid": "∣", "parallel": "∥", "perp": "⊥", "models": "⊨",
    "vdash": "⊢", "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺", "mapsto": "↦",
    "longrightarrow": "⟶", "longleftarrow": "⟵", "uparrow": "↑", "downarrow": "↓", "rightleftharpoons": "⇌",
    "forall": "∀", "exists": "∃", "nexists": "∄", "neg": "¬", "lnot": "¬", "therefore": "∴", "because": "∵",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "colon": ":", "lbrace": "{",
    "rbrace": "}", "langle": "⟨", "rangle": "⟩", "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋",
    "vert": "|", "Vert": "‖", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "backslash": "\\",
    "{": "{", "}": "}", "%": "%", "#": "#", "&": "&", "$": "$", "_": "_", "|": "‖", "dagger": "†", "asymp": "≍",
    "doteq": "≐", "triangleq": "≜", "coloneqq": "≔", "square": "□", "blacksquare": "■", "triangle": "△",
  ]

  /// Signs with limits, and whether those stand above and below.
  static let large: [String: (sign: String, isStacked: Bool)] = [
    "sum": ("∑", true), "prod": ("∏", true), "coprod": ("∐", true), "bigcup": ("⋃", true), "bigcap": ("⋂", true),
    "bigvee": ("⋁", true), "bigwedge": ("⋀", true), "bigoplus": ("⨁", true), "bigotimes": ("⨂", true),
    "int": ("∫", false), "iint": ("∬", false), "iiint": ("∭", false), "oint": ("∮", false),
  ]

  static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "log",
    "ln", "lg", "exp", "arg", "deg", "dim", "hom", "ker", "Pr", "bmod",
  ]

  /// Functions whose index stands below them.
  static let limits: Set<String> = ["lim", "limsup", "liminf", "max", "min", "sup", "inf", "det", "gcd"]

  /// Combining marks.
  static let accents: [String: String] = [
    "hat": "\u{0302}", "widehat": "\u{0302}", "tilde": "\u{0303}", "widetilde": "\u{0303}", "vec": "\u{20D7}",
    "dot": "\u{0307}", "ddot": "\u{0308}", "acute": "\u{0301}", "grave": "\u{0300}", "breve": "\u{0306}",
    "check": "\u{030C}", "bar": "\u{0305}", "mathring": "\u{030A}",
  ]

  static let variants: [String: Formula.Variant] = [
    "mathrm": .upright, "mathbf": .bold, "mathit": .italic, "mathbb": .doubleStruck, "mathcal": .script,
    "mathscr": .script, "mathfrak": .fraktur, "mathsf": .sansSerif, "mathtt": .monospace, "boldsymbol": .boldItalic,
    "bm": .boldItalic,
  ]

  static let words: Set<String> = ["text", "textrm", "textnormal", "mbox", "textbf", "textit"]

  static let spaces: [String: Double] = [
    ",": 0.167, ":": 0.222, ";": 0.278, "!": -0.167, " ": 0.25, "quad": 1, "qquad": 2, "thinspace": 0.167,
  ]

  static let environments: [String: (open: String, close: String, alignment: String)] = [
    "matrix": ("", "", "c"), "pmatrix": ("(", ")", "c"), "bmatrix": ("[", "]", "c"), "Bmatrix": ("{", "}", "c"),
    "vmatrix": ("|", "|", "c"), "Vmatrix": ("‖", "‖", "c"), "cases": ("{", "", "l"), "aligned": ("", "", "rl"),
    "align": ("", "", "rl"), "align*": ("", "", "rl"), "gathered": ("", "", "c"), "gather": ("", "", "c"),
    "gather*": ("", "", "c"), "array": ("", "", "c"), "smallmatrix": ("", "", "c"), "split": ("", "", "rl"),
    "equation": ("", "", "c"), "equation*": ("", "", "c"),
  ]
}
