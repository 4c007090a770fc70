/// Reads TeX's notation of formulas.
///
/// A command that it does not know is kept as words, and named in `unknown`: nothing disappears from a formula.
struct FormulaParser {
  /// Deeper nesting is kept as words.
  private static let deepest = 64

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private(set) var unknown: [String] = []

  static func read(_ tex: String) -> (formula: Formula, unknown: [String]) {
    var parser = FormulaParser(tex)
    let items = parser.items { _ in false }
    return (parser.gathered(items), parser.unknown)
  }

  private init(_ tex: String) {
    scalars = Array(tex.unicodeScalars)
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func skipSpace() {
    while let scalar = next {
      if scalar == "%" {
        while let passed = next, passed != "\n" { index += passed == "\n" ? 0 : 1 }
      } else if scalar.properties.isWhitespace {
        index += 1
      } else {
        return
      }
    }
  }

  // MARK: Rows

  /// Items up to where `ends` says so, or up to a brace that closes.
  private mutating func items(until ends: (FormulaParser) -> Bool) -> [Formula] {
    var items: [Formula] = []
    while true {
      skipSpace()
      guard let scalar = next, scalar != "}", !ends(self) else { return items }
      if scalar == "&" { return items }
      if let item = scripted() { items.append(item) }
    }
  }

  /// A sign with limits takes what follows it up to the next relation as what it applies to.
  private func gathered(_ items: [Formula]) -> Formula {
    var result: [Formula] = []
    var rest = items[...]
    while let item = rest.popFirst() {
      guard case .large(let sign, let sub, let sup, let isStacked, .row(let body)) = item, body.isEmpty else {
        result.append(item)
        continue
      }
      let end = rest.firstIndex { Self.isRelation($0) } ?? rest.endIndex
      let applied = gathered(Array(rest[..<end]))
      rest = rest[end...]
      result.append(.large(sign, sub: sub, sup: sup, isStacked: isStacked, applied))
    }
    return result.count == 1 ? result[0] : .row(result)
  }

  private static func isRelation(_ item: Formula) -> Bool {
    guard case .sign(let sign) = item else { return false }
    return ["=", "<", ">", "≤", "≥", "≠", "≡", "≈", "→", "⇒", "⟹", "⟺", "∈", ",", ";", "≅", "∼"].contains(sign)
  }

  private mutating func group() -> Formula {
    index += 1
    depth += 1
    let items = depth > Self.deepest ? [skippedGroup()] : items { _ in false }
    depth -= 1
    if next == "}" { index += 1 }
    return gathered(items)
  }

  private mutating func skippedGroup() -> Formula {
    let start = index
    var open = 0
    while let scalar = next {
      if scalar == "{" { open += 1 }
      if scalar == "}" {
        if open == 0 { break }
        open -= 1
      }
      index += 1
    }
    return .words(text(start..<index))
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  /// An argument: a group, a command or one sign.
  private mutating func argument() -> Formula {
    skipSpace()
    guard let scalar = next else { return .row([]) }
    if scalar == "{" { return group() }
    if scalar == "}" { return .row([]) }
    return atom() ?? .row([])
  }

  // MARK: Items

  private mutating func scripted() -> Formula? {
    guard var base = atom() else { return nil }
    var sub: Formula?
    var sup: Formula?
    var side: Bool?
    while true {
      skipSpace()
      if next == "_" {
        index += 1
        sub = argument()
      } else if next == "^" {
        index += 1
        sup = argument()
      } else if next == "'" {
        var primes = ""
        while next == "'" {
          primes += "′"
          index += 1
        }
        sup = sup.map { .row([.sign(primes), $0]) } ?? .sign(primes)
      } else if let placed = limitsCommand() {
        side = placed
      } else {
        break
      }
    }
    if case .large(let sign, _, _, let isStacked, let body) = base {
      return .large(sign, sub: sub, sup: sup, isStacked: side ?? isStacked, body)
    }
    if case .function(let name) = base, FormulaSymbols.limits.contains(name), let below = sub {
      base = .limit(base, below, .below)
      sub = nil
    }
    if case .brace(_, let braceSide) = base, let note = braceSide == .below ? sub : sup {
      return .limit(base, note, braceSide)
    }
    return sub == nil && sup == nil ? base : .scripts(base, sub: sub, sup: sup)
  }

  private mutating func limitsCommand() -> Bool? {
    let start = index
    guard next == "\\" else { return nil }
    switch command() {
    case "limits": return true
    case "nolimits": return false
    default:
      index = start
      return nil
    }
  }

  private mutating func command() -> String {
    index += 1
    guard let first = next else { return "" }
    index += 1
    guard first.properties.isAlphabetic, first.isASCII else { return String(Character(first)) }
    let start = index - 1
    while let scalar = next, scalar.isASCII, scalar.properties.isAlphabetic { index += 1 }
    if next == "*" && text(start..<index) == "operatorname" { index += 1 }
    return text(start..<index)
  }

  private mutating func atom() -> Formula? {
    guard let scalar = next else { return nil }
    switch scalar {
    case "{": return group()
    case "\\": return commanded()
    case "_", "^", "'": return .row([])
    case "~":
      index += 1
      return .space(0.25)
    case "0"..."9": return number()
    default:
      index += 1
      if scalar == "-" { return .sign("−") }
      if scalar == "*" { return .sign("∗") }
      return scalar.properties.isAlphabetic ? .letter(String(Character(scalar))) : .sign(String(Character(scalar)))
    }
  }

  private mutating func number() -> Formula {
    let start = index
    while let scalar = next {
      let isPoint = (scalar == "." || scalar == ",") && index + 1 < scalars.count
      guard ("0"..."9").contains(scalar) || isPoint && ("0"..."9").contains(scalars[index + 1]) else { break }
      index += 1
    }
    return .number(text(start..<index))
  }

  private mutating func commanded() -> Formula? {
    let name = command()
    if let letter = FormulaSymbols.letters[name] { return .letter(letter) }
    if let sign = FormulaSymbols.signs[name] { return .sign(sign) }
    if let large = FormulaSymbols.large[name] {
      return .large(large.sign, sub: nil, sup: nil, isStacked: large.isStacked, .row([]))
    }
    if FormulaSymbols.functions.contains(name) || FormulaSymbols.limits.contains(name) { return .function(name) }
    if let accent = FormulaSymbols.accents[name] { return .accent(accent, argument()) }
    if let variant = FormulaSymbols.variants[name] { return .styled(variant, argument()) }
    if FormulaSymbols.words.contains(name) { return words() }
    if let space = FormulaSymbols.spaces[name] { return .space(space) }
    return structure(name)
  }

  private mutating func structure(_ name: String) -> Formula? {
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": return .fraction(argument(), argument(), hasBar: true)
    case "binom", "dbinom", "tbinom":
      return .fenced(open: "(", .fraction(argument(), argument(), hasBar: false), close: ")")
    case "sqrt": return root()
    case "overline": return .bar(argument(), .above)
    case "underline": return .bar(argument(), .below)
    case "overbrace": return .brace(argument(), .above)
    case "underbrace": return .brace(argument(), .below)
    case "overset", "stackrel":
      let above = argument()
      return .limit(argument(), above, .above)
    case "underset":
      let below = argument()
      return .limit(argument(), below, .below)
    case "operatorname", "operatorname*":
      guard case .words(let name)? = words() else { return nil }
      return .function(name)
    case "left": return fenced()
    case "right":
      _ = delimiter()
      return nil
    case "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr":
      let sign = delimiter()
      return sign.isEmpty ? nil : .sign(sign)
    case "begin": return environment()
    case "end":
      _ = words()
      return nil
    case "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "\\", "": return nil
    case "label", "tag":
      _ = words()
      return nil
    case "not":
      guard let item = atom() else { return .sign("¬") }
      if case .sign(let sign) = item { return .sign(sign + "\u{0338}") }
      return item
    default:
      unknown.append(name)
      return .words("\\" + name)
    }
  }

  private mutating func root() -> Formula {
    skipSpace()
    guard next == "[" else { return .root(argument(), degree: nil) }
    index += 1
    let degree = gathered(items { $0.next == "]" })
    if next == "]" { index += 1 }
    return .root(argument(), degree: degree)
  }

  /// The text in braces as it stands.
  private mutating func words() -> Formula? {
    skipSpace()
    guard next == "{" else { return nil }
    index += 1
    let start = index
    var open = 0
    while let scalar = next {
      if scalar == "{" { open += 1 }
      if scalar == "}" {
        if open == 0 { break }
        open -= 1
      }
      index += 1
    }
    let found = text(start..<index)
    if next == "}" { index += 1 }
    return .words(found)
  }

  // MARK: Fences and tables

  /// The sign behind `\left`; a point is none.
  private mutating func delimiter() -> String {
    skipSpace()
    guard let scalar = next else { return "" }
    if scalar == "\\" { return FormulaSymbols.signs[command()] ?? "" }
    index += 1
    switch scalar {
    case ".": return ""
    case "<": return "⟨"
    case ">": return "⟩"
    default: return String(Character(scalar))
    }
  }

  private func isAt(_ command: String) -> Bool {
    let wanted = Array(("\\" + command).unicodeScalars)
    guard index + wanted.count <= scalars.count, Array(scalars[index..<(index + wanted.count)]) == wanted else {
      return false
    }
    let end = index + wanted.count
    return end >= scalars.count || !(scalars[end].isASCII && scalars[end].properties.isAlphabetic)
  }

  private mutating func fenced() -> Formula {
    let open = delimiter()
    guard depth < Self.deepest else { return .sign(open) }
    depth += 1
    let body = gathered(items { $0.isAt("right") })
    depth -= 1
    var close = ""
    if isAt("right") {
      _ = command()
      close = delimiter()
    }
    return .fenced(open: open, body, close: close)
  }

  private mutating func environment() -> Formula? {
    guard case .words(let name)? = words() else { return nil }
    guard let form = FormulaSymbols.environments[name], depth < Self.deepest else {
      unknown.append("begin{\(name)}")
      return nil
    }
    var alignment = form.alignment
    if name == "array", case .words(let columns)? = words() {
      alignment = columns.filter { "lcr".contains($0) }
    }
    depth += 1
    var rows: [[Formula]] = [[]]
    while true {
      let cell = items { $0.isAt("end") || $0.isRowEnd }
      rows[rows.count - 1].append(gathered(cell))
      skipSpace()
      if next == "&" {
        index += 1
      } else if isRowEnd {
        index += 2
        rows.append([])
      } else {
        break
      }
    }
    depth -= 1
    if isAt("end") {
      _ = command()
      _ = words()
    }
    if let last = rows.last, last.allSatisfy({ $0 == .row([]) }), rows.count > 1 { rows.removeLast() }
    return .matrix(rows, open: form.open, close: form.close, alignment: alignment.isEmpty ? "c" : alignment)
  }

  private var isRowEnd: Bool {
    index + 1 < scalars.count && scalars[index] == "\\" && scalars[index + 1] == "\\"
  }
}
