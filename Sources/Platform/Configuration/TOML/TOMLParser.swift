/// Reads tables, dotted and quoted keys, strings, integers, floats, booleans and arrays of them; strictly, with the
/// rules of TOML 1.0 about names that are defined twice.
struct TOMLParser {
  private var scanner: TOMLScanner
  private var entries: [TOMLDocument.Entry] = []
  private var table: [String] = []
  private var valuePaths: Set<[String]> = []
  private var tablePaths: Set<[String]> = []
  /// Tables that a header or a dotted key has opened: they are not opened again.
  private var closedTables: Set<[String]> = []
  /// Opened by dotted keys of the present section; closed when it ends.
  private var openTables: Set<[String]> = []

  init(_ text: String) {
    scanner = TOMLScanner(text)
  }

  mutating func parse() throws(TOMLError) -> [TOMLDocument.Entry] {
    while true {
      try scanner.skipLines()
      if scanner.isAtEnd { return entries }
      if scanner.next == "[" { try header() } else { try keyAndValue() }
      try scanner.endLine()
    }
  }

  private mutating func header() throws(TOMLError) {
    guard scanner.peek(1) != "[" else {
      throw scanner.failure(.unsupported, "arrays of tables ([[…]]) have no meaning here")
    }
    let start = scanner
    scanner.advance()
    let path = try keyPath()
    guard scanner.take("]") else { throw scanner.failure(.malformed, "expected ']' after the table's name") }
    closedTables.formUnion(openTables)
    openTables = []
    let name = path.joined(separator: ".")
    guard closedTables.insert(path).inserted else {
      throw start.failure(.malformed, "the table '\(name)' is there already")
    }
    try openTable(path, start)
    table = path
  }

  private mutating func openTable(_ path: [String], _ start: TOMLScanner) throws(TOMLError) {
    for length in 1...path.count {
      let prefix = Array(path.prefix(length))
      guard !valuePaths.contains(prefix) else {
        throw start.failure(.malformed, "'\(prefix.joined(separator: "."))' has a value already and is no table")
      }
      tablePaths.insert(prefix)
    }
  }

  private mutating func keyAndValue() throws(TOMLError) {
    let start = scanner
    let relative = try keyPath()
    guard scanner.take("=") else { throw scanner.failure(.malformed, "expected '=' after the key") }
    scanner.skipBlanks()
    let path = table + relative
    for length in 1..<max(relative.count, 1) {
      let opened = table + relative.prefix(length)
      guard !closedTables.contains(opened) else {
        throw start.failure(.malformed, "the table '\(opened.joined(separator: "."))' is there already")
      }
      openTables.insert(opened)
    }
    if path.count > 1 { try openTable(Array(path.dropLast()), start) }
    let value = try value()
    guard !tablePaths.contains(path), valuePaths.insert(path).inserted else {
      throw start.failure(.malformed, "'\(path.joined(separator: "."))' is there already")
    }
    entries.append(.init(path: path, value: value, line: start.line))
  }

  // MARK: Keys

  /// One name or several with dots between; blanks around are skipped.
  private mutating func keyPath() throws(TOMLError) -> [String] {
    var path: [String] = []
    repeat {
      scanner.skipBlanks()
      path.append(try keyPart())
      scanner.skipBlanks()
    } while scanner.take(".")
    return path
  }

  private mutating func keyPart() throws(TOMLError) -> String {
    switch scanner.next {
    case "\"", "'":
      guard !scanner.starts(with: "\"\"\""), !scanner.starts(with: "'''") else {
        throw scanner.failure(.malformed, "a key cannot have several lines")
      }
      return try scanner.quotedString()
    default:
      let name = scanner.take {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
      }
      guard !name.isEmpty else { throw scanner.failure(.malformed, "expected a key") }
      return name
    }
  }

  // MARK: Values

  private mutating func value() throws(TOMLError) -> TOMLValue {
    switch scanner.next {
    case "[": return try array()
    case "{": throw scanner.failure(.unsupported, "inline tables ({…}) have no meaning here; use a [table]")
    default: return try scalar()
    }
  }

  private mutating func array() throws(TOMLError) -> TOMLValue {
    scanner.advance()
    var elements: [TOMLValue] = []
    while true {
      try scanner.skipLines()
      if scanner.take("]") { return .array(elements) }
      guard scanner.next != "[", scanner.next != "{" else {
        throw scanner.failure(.unsupported, "a list can only hold single values")
      }
      elements.append(try scalar())
      try scanner.skipLines()
      if scanner.take("]") { return .array(elements) }
      guard scanner.take(",") else { throw scanner.failure(.malformed, "expected ',' or ']' in the list") }
    }
  }

  private mutating func scalar() throws(TOMLError) -> TOMLValue {
    switch scanner.next {
    case "\"", "'":
      guard !scanner.starts(with: "\"\"\""), !scanner.starts(with: "'''") else {
        throw scanner.failure(.unsupported, "texts of several lines have no meaning here")
      }
      return .string(try scanner.quotedString())
    default:
      let start = scanner
      let word = scanner.take { ("!"..."~").contains($0) && !",]#[{}\"'=".unicodeScalars.contains($0) }
      switch word {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      case "": throw start.failure(.malformed, "expected a value")
      default: return try TOMLNumber.value(of: word, at: start)
      }
    }
  }
}
