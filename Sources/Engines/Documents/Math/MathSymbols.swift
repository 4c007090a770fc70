/// The signs that TeX has names for.
enum MathSymbols {
  static func character(_ character: Character) -> MathNode {
    switch character {
    case "-": .symbol("−", kind: .binary)
    case "*": .symbol("∗", kind: .binary)
    case "+", "±", "×", "÷", "·": .symbol(String(character), kind: .binary)
    case "=", "<", ">", ":", "≤", "≥", "≠", "≈", "→", "∈": .symbol(String(character), kind: .relation)
    case "(", "[": .symbol(String(character), kind: .open)
    case ")", "]": .symbol(String(character), kind: .close)
    case ",", ";": .symbol(String(character), kind: .punctuation)
    case "~": .space(0.3)
    default: .symbol(String(character), kind: .ordinary)
    }
  }

  static func command(_ name: String) -> MathNode? {
    if let letter = letters[name] { return .identifier(letter, variant: nil) }
    if functions.contains(name) { return .symbol(name, kind: .function) }
    if limits.contains(name) {
      return .symbol(name == "limsup" ? "lim sup" : name == "liminf" ? "lim inf" : name, kind: .limit)
    }
    for (kind, table) in symbols { if let sign = table[name] { return .symbol(sign, kind: kind) } }
    return nil
  }

  static let variants: [String: MathNode.Variant] = [
    "mathrm": .upright, "rm": .upright, "mathbf": .bold, "bm": .boldItalic, "boldsymbol": .boldItalic,
    "mathit": .italic, "mathbb": .blackboard, "mathcal": .script, "mathscr": .script, "mathfrak": .fraktur,
    "mathsf": .sans, "mathtt": .mono,
  ]

  static let accents: [String: (sign: String, isAbove: Bool)] = [
    "hat": ("^", true), "widehat": ("^", true), "bar": ("¯", true), "overline": ("¯", true), "vec": ("→", true),
    "overrightarrow": ("→", true), "dot": ("˙", true), "ddot": ("¨", true), "tilde": ("~", true),
    "widetilde": ("~", true), "check": ("ˇ", true), "breve": ("˘", true), "mathring": ("˚", true), "acute": ("´", true),
    "grave": ("`", true),
    "underline": ("_", false), "overbrace": ("⏞", true), "underbrace": ("⏟", false),
  ]

  static let spaces: [String: Double] = [
    ",": 0.167, ":": 0.222, ">": 0.222, ";": 0.278, "!": -0.167, " ": 0.25, "quad": 1, "qquad": 2,
    "thinspace": 0.167,
  ]

  static let delimiters: [String: String] = [
    "{": "{", "}": "}", "|": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "vert": "|", "Vert": "‖", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "uparrow": "↑",
    "downarrow": "↓", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
  ]

  /// The shortest command for each sign; among equals the first in the alphabet. Signs that stand for themselves in
  /// TeX have none.
  static let names: [String: String] = {
    var all: [(name: String, sign: String)] = letters.map { ($0.key, $0.value) }
    for (_, table) in symbols { all += table.map { ($0.key, $0.value) } }
    all.sort { ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name) }
    var names: [String: String] = [:]
    for (name, sign) in all where names[sign] == nil { names[sign] = name }
    for sign in [":", "|", "′", "∗"] { names[sign] = nil }
    return names
  }()

  private static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "ell": "ℓ", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ", "Re": "ℜ", "Im": "ℑ", "wp": "℘", "aleph": "ℵ",
    "partial": "∂", "nabla": "∇", "infty": "∞", "emptyset": "∅", "varnothing": "∅",
  ]

  private static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan", "exp", "ln",
    "log", "lg", "det", "dim", "ker", "deg", "arg", "hom", "gcd", "mod", "Pr",
  ]

  private static let limits: Set<String> = ["lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin"]

  private static let symbols: [(MathNode.SymbolKind, [String: String])] = [
    (
      .large,
      [
        "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂",
        "bigvee": "⋁", "bigwedge": "⋀", "bigsqcup": "⨆",
      ]
    ),
    (.integral, ["int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮"]),
    (
      .binary,
      [
        "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "⋅", "ast": "∗", "star": "⋆", "circ": "∘",
        "bullet": "∙", "cap": "∩", "cup": "∪", "vee": "∨", "lor": "∨", "wedge": "∧", "land": "∧", "oplus": "⊕",
        "ominus": "⊖", "otimes": "⊗", "odot": "⊙", "setminus": "∖", "dagger": "†", "wr": "≀", "sqcap": "⊓",
        "sqcup": "⊔",
      ]
    ),
    (
      .relation,
      [
        "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "equiv": "≡", "approx": "≈", "sim": "∼",
        "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫", "subset": "⊂", "supset": "⊃",
        "subseteq": "⊆", "supseteq": "⊇", "in": "∈", "ni": "∋", "notin": "∉", "perp": "⊥", "parallel": "∥",
        "mid": "∣", "vdash": "⊢", "models": "⊨", "prec": "≺", "succ": "≻", "doteq": "≐", "asymp": "≍", "to": "→",
        "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
        "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺", "implies": "⟹", "impliedby": "⟸", "mapsto": "↦",
        "longrightarrow": "⟶", "longleftarrow": "⟵", "longmapsto": "⟼", "hookrightarrow": "↪", "uparrow": "↑",
        "downarrow": "↓", "updownarrow": "↕", "nearrow": "↗", "searrow": "↘", "rightharpoonup": "⇀",
        "rightleftharpoons": "⇌", "coloneqq": "≔", "triangleq": "≜",
      ]
    ),
    (.open, ["{": "{", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lvert": "|", "lbrace": "{", "lVert": "‖"]),
    (.close, ["}": "}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rvert": "|", "rbrace": "}", "rVert": "‖"]),
    (.punctuation, ["colon": ":"]),
    (
      .ordinary,
      [
        "forall": "∀", "exists": "∃", "nexists": "∄", "neg": "¬", "lnot": "¬", "top": "⊤", "bot": "⊥", "angle": "∠",
        "triangle": "△", "square": "□", "blacksquare": "■", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮",
        "ddots": "⋱", "prime": "′", "degree": "°", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "|": "‖",
        "vert": "|", "Vert": "‖", "therefore": "∴", "because": "∵", "checkmark": "✓", "S": "§", "P": "¶",
        "backslash": "\\", "euro": "€", "pounds": "£", "diamond": "⋄", "clubsuit": "♣", "heartsuit": "♥",
      ]
    ),
  ]
}

extension MathNode {
  /// The node of a sign or a function's name, of the kind that TeX gives it.
  package static func sign(_ text: String) -> MathNode {
    if let name = MathSymbols.names[text], let node = MathSymbols.command(name) { return node }
    if let node = MathSymbols.command(text.filter { $0 != " " }), case .symbol(text, _) = node { return node }
    return text.count == 1 ? text.first.map(MathSymbols.character) ?? .row([]) : .symbol(text, kind: .ordinary)
  }
}
