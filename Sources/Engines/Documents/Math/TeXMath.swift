/// Reads the language of TeX's mathematics. It never fails: what is not known is kept as it was written.
public struct TeXMath {
  private var rest: Substring
  private var depth = 0
  /// Commands that were not known, in order.
  public private(set) var unknown: [String] = []

  private static let maximumDepth = 48

  private init(_ text: String) {
    rest = text[...]
  }

  public static func parse(_ tex: String) -> MathNode {
    var parser = TeXMath(tex)
    return parser.all().node
  }

  /// The formula, and the commands in it that are not known.
  package static func read(_ tex: String) -> (node: MathNode, unknown: [String]) {
    var parser = TeXMath(tex)
    return parser.all()
  }

  /// The commands in a formula that are not known.
  public static func unknownCommands(in tex: String) -> [String] {
    var parser = TeXMath(tex)
    return parser.all().unknown
  }

  private mutating func all() -> (node: MathNode, unknown: [String]) {
    var nodes: [MathNode] = []
    while !rest.isEmpty {
      nodes += list { _ in false }
      // What closes nothing is passed over.
      if let command = peekCommand() {
        rest = rest.dropFirst(command.count + 1)
        if command == "end" { _ = braced() }
      } else if !rest.isEmpty {
        rest.removeFirst()
      }
    }
    return (Self.row(nodes), unknown)
  }

  private static func row(_ nodes: [MathNode]) -> MathNode { nodes.count == 1 ? nodes[0] : .row(nodes) }

  private mutating func skipSpace() {
    rest = rest.drop { $0.isWhitespace }
    while rest.first == "%" {
      rest = rest.drop { !$0.isNewline }.drop { $0.isWhitespace }
    }
  }

  /// The name of the command that comes next, without taking it.
  private func peekCommand() -> Substring? {
    guard rest.first == "\\" else { return nil }
    let name = rest.dropFirst().prefix { $0.isASCII && $0.isLetter }
    return name.isEmpty ? rest.dropFirst().prefix(1) : name
  }

  private mutating func list(until stops: (Substring) -> Bool) -> [MathNode] {
    var nodes: [MathNode] = []
    while true {
      skipSpace()
      guard let first = rest.first, first != "}", first != "&" else { return nodes }
      if let command = peekCommand() {
        if command == "right" || command == "end" || command == "\\" || stops(command) { return nodes }
      } else if stops(rest.prefix(1)) {
        return nodes
      }
      let base = atom()
      nodes.append(scripts(of: base))
    }
  }

  private mutating func scripts(of base: MathNode) -> MathNode {
    var below: MathNode?
    var above: MathNode?
    var stacks = Self.stacks(base)
    while true {
      skipSpace()
      if rest.first == "_", below == nil {
        rest.removeFirst()
        below = argument()
      } else if rest.first == "^", above == nil {
        rest.removeFirst()
        above = argument()
      } else if rest.first == "'" {
        var primes = ""
        while rest.first == "'" {
          primes += "′"
          rest.removeFirst()
        }
        let sign = MathNode.symbol(primes, kind: .ordinary)
        above = above.map { .row([sign, $0]) } ?? sign
      } else if let command = peekCommand(), command == "limits" || command == "nolimits" {
        rest = rest.dropFirst(command.count + 1)
        stacks = command == "limits"
      } else {
        break
      }
    }
    guard below != nil || above != nil else { return base }
    return .scripts(base, below: below, above: above, isStacked: stacks)
  }

  /// Whether scripts stand below and above by themselves.
  package static func stacks(_ node: MathNode) -> Bool {
    switch node {
    case .symbol(_, let kind): kind == .large || kind == .limit
    case .accent(_, let sign, _): sign == "⏞" || sign == "⏟"
    default: false
    }
  }

  /// One group, or one sign.
  private mutating func argument() -> MathNode {
    skipSpace()
    guard let first = rest.first, first != "}" else { return .row([]) }
    return atom()
  }

  private mutating func atom() -> MathNode {
    guard depth < Self.maximumDepth else {
      let text = String(rest)
      rest = ""
      return .text(text)
    }
    depth += 1
    defer { depth -= 1 }
    guard let first = rest.first else { return .row([]) }
    if first == "{" {
      rest.removeFirst()
      let inner = list { _ in false }
      if rest.first == "}" { rest.removeFirst() }
      return Self.row(inner)
    }
    if first == "\\" { return command() }
    if first.isNumber {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      var number = digits
      while number.last == "." { number.removeLast() }
      rest = rest.dropFirst(number.count)
      return .number(String(number))
    }
    rest.removeFirst()
    if first.isLetter { return .identifier(String(first), variant: nil) }
    return MathSymbols.character(first)
  }

  private mutating func command() -> MathNode {
    guard let name = peekCommand().map(String.init) else { return .row([]) }
    rest = rest.dropFirst(name.count + 1)
    switch name {
    case "": return .row([])
    case "frac", "dfrac", "tfrac", "cfrac": return .fraction(argument(), argument(), hasLine: true)
    case "binom", "dbinom", "tbinom":
      return .fenced(open: "(", .fraction(argument(), argument(), hasLine: false), close: ")")
    case "sqrt":
      var index: MathNode?
      skipSpace()
      if rest.first == "[" {
        rest.removeFirst()
        index = Self.row(list { $0 == "]" })
        if rest.first == "]" { rest.removeFirst() }
      }
      return .root(argument(), index: index)
    case "left": return fenced()
    case "begin": return environment()
    case "text", "textrm", "textnormal", "mbox", "textit", "textbf": return .text(braced())
    case "operatorname", "mathop": return .symbol(braced(), kind: .function)
    case "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle",
      "scriptstyle", "nonumber", "notag":
      return .row([])
    case "not":
      let node = argument()
      if case .symbol(let sign, let kind) = node { return .symbol(sign + "\u{0338}", kind: kind) }
      return node
    case "overset", "stackrel":
      let above = argument()
      return .scripts(argument(), below: nil, above: above, isStacked: true)
    case "underset":
      let below = argument()
      return .scripts(argument(), below: below, above: nil, isStacked: true)
    case "pmod":
      return .row([
        .space(1), .symbol("(", kind: .open), .symbol("mod", kind: .function), .space(0.3), argument(),
        .symbol(")", kind: .close),
      ])
    case "label", "tag":
      _ = braced()
      return .row([])
    default: break
    }
    if let variant = MathSymbols.variants[name] { return styled(argument(), variant) }
    if let accent = MathSymbols.accents[name] {
      return .accent(argument(), sign: accent.sign, isAbove: accent.isAbove)
    }
    if let space = MathSymbols.spaces[name] { return .space(space) }
    if let node = MathSymbols.command(name) { return node }
    unknown.append(name)
    return .unknown("\\" + name)
  }

  /// Text in braces as it stands.
  private mutating func braced() -> String {
    skipSpace()
    guard rest.first == "{" else { return rest.popFirst().map(String.init) ?? "" }
    rest.removeFirst()
    var open = 1
    var text = ""
    while let character = rest.popFirst() {
      if character == "{" { open += 1 }
      if character == "}" { open -= 1 }
      if open == 0 { break }
      text.append(character)
    }
    return text
  }

  private func styled(_ node: MathNode, _ variant: MathNode.Variant) -> MathNode {
    switch node {
    case .row(let nodes):
      // Upright letters in a row are one word.
      let letters = nodes.compactMap { node -> String? in
        if case .identifier(let name, nil) = node { name } else { nil }
      }
      if variant == .upright, letters.count == nodes.count, !nodes.isEmpty {
        return .identifier(letters.joined(), variant: .upright)
      }
      return .row(nodes.map { styled($0, variant) })
    case .identifier(let name, _): return .identifier(name, variant: variant)
    case .number(let digits):
      return variant == .bold || variant == .blackboard ? .identifier(digits, variant: variant) : node
    case .scripts(let base, let below, let above, let isStacked):
      return .scripts(styled(base, variant), below: below, above: above, isStacked: isStacked)
    default: return node
    }
  }

  private mutating func delimiter() -> String {
    skipSpace()
    if let command = peekCommand() {
      rest = rest.dropFirst(command.count + 1)
      return MathSymbols.delimiters[String(command)] ?? String(command)
    }
    guard let sign = rest.popFirst(), sign != "." else { return "" }
    return sign == "<" ? "⟨" : sign == ">" ? "⟩" : String(sign)
  }

  private mutating func fenced() -> MathNode {
    let open = delimiter()
    let inner = list { _ in false }
    var close = ""
    if peekCommand() == "right" {
      rest = rest.dropFirst(6)
      close = delimiter()
    }
    return .fenced(open: open, Self.row(inner), close: close)
  }

  private mutating func environment() -> MathNode {
    let name = braced().filter { $0 != "*" }
    if name == "array" || name == "alignedat" { _ = braced() }
    var rows: [[MathNode]] = [[]]
    while true {
      let cell = list { _ in false }
      rows[rows.count - 1].append(Self.row(cell))
      skipSpace()
      if rest.first == "&" {
        rest.removeFirst()
      } else if peekCommand() == "\\" {
        rest = rest.dropFirst(2)
        rows.append([])
      } else if rest.first == "}" {
        rest.removeFirst()
      } else {
        break
      }
    }
    if peekCommand() == "end" {
      rest = rest.dropFirst(4)
      _ = braced()
    }
    if rows.count > 1, rows.last == [.row([])] || rows.last == [] { rows.removeLast() }
    let kind: MathNode.TableKind =
      name == "cases"
      ? .cases
      : ["aligned", "align", "split", "gathered", "alignedat", "equation"].contains(name) ? .aligned : .matrix
    let table = MathNode.table(rows, kind: kind)
    switch name {
    case "pmatrix": return .fenced(open: "(", table, close: ")")
    case "bmatrix": return .fenced(open: "[", table, close: "]")
    case "Bmatrix": return .fenced(open: "{", table, close: "}")
    case "vmatrix": return .fenced(open: "|", table, close: "|")
    case "Vmatrix": return .fenced(open: "‖", table, close: "‖")
    case "cases": return .fenced(open: "{", table, close: "")
    default: return table
    }
  }
}
