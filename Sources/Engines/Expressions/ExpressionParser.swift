internal import Values

/// Reads the language of expressions by descending from the weakest operator to the strongest.
struct ExpressionParser {
  private let source: String
  private let limits: ExpressionLimits
  private var lexer: ExpressionLexer
  private(set) var token: Token
  private var depth = 0
  private var nodes = 0
  /// Where the last token ended.
  private var end = 0

  init(_ source: String, _ limits: ExpressionLimits) throws(ExpressionError) {
    self.source = source
    self.limits = limits
    guard source.utf8.count <= limits.bytes else {
      throw ExpressionError(.limit, "an expression may have \(limits.bytes) bytes", in: source, at: 0..<0)
    }
    lexer = ExpressionLexer(source)
    token = try lexer.next()
  }

  // MARK: Tokens

  private func failure(_ message: String, _ code: ExpressionError.Code = .syntax) -> ExpressionError {
    ExpressionError(code, message, in: source, at: token.range)
  }

  private var found: String {
    switch token.kind {
    case .end: "the end"
    case .text: "the text '\(token.text)'"
    default: "'\(token.text)'"
    }
  }

  private mutating func advance() throws(ExpressionError) {
    end = token.range.upperBound
    token = try lexer.next()
  }

  mutating func take(symbol: String) throws(ExpressionError) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    try advance()
    return true
  }

  mutating func take(word: String) throws(ExpressionError) -> Bool {
    guard token.word == word else { return false }
    try advance()
    return true
  }

  private mutating func require(symbol: String, _ why: String) throws(ExpressionError) {
    guard try take(symbol: symbol) else { throw failure("'\(symbol)' is missing \(why); there is \(found)") }
  }

  /// A `*` that stands for itself.
  mutating func star() throws(ExpressionError) -> ExpressionNode? {
    let first = token.range.lowerBound
    return try take(symbol: "*") ? try node(.name("*"), from: first) : nil
  }

  mutating func requireEnd() throws(ExpressionError) {
    guard token.kind == .end else { throw failure("the expression should end before \(found)") }
  }

  /// A name as people write one behind `as`: a word, in brackets or in quotes.
  mutating func name() throws(ExpressionError) -> String {
    guard token.kind == .name || token.kind == .bracketedName || token.kind == .text, !token.text.isEmpty else {
      throw failure("a name is missing; there is \(found)")
    }
    let name = token.text
    try advance()
    return name
  }

  private mutating func node(_ kind: ExpressionNode.Kind, from first: Int) throws(ExpressionError) -> ExpressionNode {
    nodes += 1
    guard nodes <= limits.nodes else { throw failure("an expression may have \(limits.nodes) parts", .limit) }
    let node = ExpressionNode(kind, at: first..<end)
    guard node.height <= limits.height else {
      throw failure("an expression may have \(limits.height) operations that build on each other", .limit)
    }
    return node
  }

  private mutating func nested<Value>(
    _ body: (inout ExpressionParser) throws(ExpressionError) -> Value
  ) throws(ExpressionError) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else {
      throw failure("an expression may be \(limits.depth) levels deep", .limit)
    }
    return try body(&self)
  }

  // MARK: Operators

  mutating func expression() throws(ExpressionError) -> ExpressionNode {
    try nested { (parser) throws(ExpressionError) in try parser.disjunction() }
  }

  private mutating func disjunction() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    var parts = [try conjunction()]
    while try take(word: "or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : try node(.call(.or, parts), from: first)
  }

  private mutating func conjunction() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    var parts = [try negation()]
    while try take(word: "and") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : try node(.call(.and, parts), from: first)
  }

  private mutating func negation() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    guard try take(word: "not") else { return try comparison() }
    let part = try nested { (parser) throws(ExpressionError) in try parser.negation() }
    return try node(.call(.not, [part]), from: first)
  }

  private static let comparisons: [String: Operation] = [
    "=": .equal, "==": .equal, "!=": .unequal, "<>": .unequal, "<": .less, "<=": .lessOrEqual, ">": .greater,
    ">=": .greaterOrEqual,
  ]

  private mutating func comparison() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    let left = try sum()
    if token.kind == .symbol, let operation = Self.comparisons[token.text] {
      try advance()
      let right = try sum()
      if token.kind == .symbol, Self.comparisons[token.text] != nil {
        throw failure("comparisons cannot be chained; join two with 'and'")
      }
      return try node(.call(operation, [left, right]), from: first)
    }
    if try take(word: "is") {
      let isNegated = try take(word: "not")
      guard try take(word: "null") else { throw failure("'is' is followed by 'null' or 'not null', not by \(found)") }
      return try negated(isNegated, node(.call(.isNull, [left]), from: first))
    }
    let isNegated = try take(word: "not")
    let result: ExpressionNode
    if try take(word: "in") {
      try require(symbol: "(", "behind 'in'")
      let choices = try list(until: ")")
      guard !choices.isEmpty else { throw failure("'in' needs values in its brackets") }
      result = try node(.call(.isIn, [left] + choices), from: first)
    } else if try take(word: "between") {
      let least = try sum()
      guard try take(word: "and") else { throw failure("'between' needs 'and' behind its first limit, not \(found)") }
      result = try node(.call(.between, [left, least, try sum()]), from: first)
    } else if try take(word: "like") {
      result = try node(.call(.like, [left, try sum()]), from: first)
    } else if isNegated {
      throw failure("'not' at this place is followed by 'in', 'between' or 'like', not by \(found)")
    } else {
      return left
    }
    return try negated(isNegated, result)
  }

  private mutating func negated(_ isNegated: Bool, _ part: ExpressionNode) throws(ExpressionError) -> ExpressionNode {
    isNegated ? try node(.call(.not, [part]), from: part.range.lowerBound) : part
  }

  private mutating func sum() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    var left = try product()
    while token.kind == .symbol, let operation: Operation = ["+": .add, "-": .subtract, "||": .join][token.text] {
      try advance()
      left = try node(.call(operation, [left, try product()]), from: first)
    }
    return left
  }

  private mutating func product() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    var left = try sign()
    while token.kind == .symbol,
      let operation: Operation = ["*": .multiply, "/": .divide, "%": .remainder][token.text]
    {
      try advance()
      left = try node(.call(operation, [left, try sign()]), from: first)
    }
    return left
  }

  private mutating func sign() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    guard try take(symbol: "-") else {
      _ = try take(symbol: "+")
      return try member()
    }
    // The least integer has no positive counterpart, so the sign belongs to the digits.
    if token.kind == .number { return try number(from: first, sign: "-") }
    let part = try nested { (parser) throws(ExpressionError) in try parser.sign() }
    return try node(.call(.negate, [part]), from: first)
  }

  private mutating func member() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    var base = try primary()
    while try take(symbol: ".") {
      guard token.kind == .name || token.kind == .bracketedName else {
        throw failure("a name is missing behind the point; there is \(found)")
      }
      let name = token.text
      try advance()
      base = try node(.member(base, name), from: first)
    }
    return base
  }

  // MARK: Values

  private mutating func primary() throws(ExpressionError) -> ExpressionNode {
    let first = token.range.lowerBound
    switch token.kind {
    case .text:
      let text = token.text
      try advance()
      return try node(.literal(.text(text)), from: first)
    case .number: return try number(from: first, sign: "")
    case .bracketedName:
      let name = try name()
      return try node(.name(name), from: first)
    case .symbol where token.text == "(":
      try advance()
      let inner = try expression()
      try require(symbol: ")", "behind what is in brackets")
      return inner
    case .name: return try word()
    case .symbol, .end: throw failure("a value is missing; there is \(found)")
    }
  }

  private static let reserved: Set<String> = ["and", "or", "not", "in", "between", "like", "is", "as"]

  private mutating func word() throws(ExpressionError) -> ExpressionNode {
    let name = token.text
    let word = name.lowercased()
    let start = token
    if Self.reserved.contains(word) {
      throw failure("a value is missing; there is '\(name)' (a column of this name needs brackets: [\(name)])")
    }
    try advance()
    if token.isSymbol("(") { return try call(word, start) }
    switch word {
    case "true": return try node(.literal(.boolean(true)), from: start.range.lowerBound)
    case "false": return try node(.literal(.boolean(false)), from: start.range.lowerBound)
    case "null": return try node(.literal(.null), from: start.range.lowerBound)
    default: return try node(.name(name), from: start.range.lowerBound)
    }
  }

  private mutating func call(_ name: String, _ start: Token) throws(ExpressionError) -> ExpressionNode {
    try advance()
    // `count(*)` counts rows, as `count()` does.
    if name == "count", try take(symbol: "*") {
      try require(symbol: ")", "behind '*'")
      return try node(.aggregate(.count, nil), from: start.range.lowerBound)
    }
    let arguments = try list(until: ")")
    let place = start.range.lowerBound..<end
    if let aggregate = Aggregate(name: name) {
      let allowed = aggregate == .count ? 0...1 : 1...1
      guard allowed.contains(arguments.count) else {
        throw ExpressionError(.arguments, "\(name)() takes one value", in: source, at: place)
      }
      guard !(arguments.first?.hasAggregate ?? false) else {
        throw ExpressionError(.arguments, "\(name)() cannot summarise a summary", in: source, at: place)
      }
      return try node(.aggregate(aggregate, arguments.first), from: start.range.lowerBound)
    }
    guard let operation = Operation(function: name) else {
      let near = Suggestion.nearest(to: name, among: Operation.functionNames + Aggregate.allCases.map(\.rawValue))
      throw ExpressionError(
        .unknownFunction, "there is no function \(name)()" + (near.map { "; did you mean \($0)()?" } ?? ""),
        in: source, at: start.range)
    }
    guard operation.arity.contains(arguments.count) else {
      throw ExpressionError(
        .arguments, "\(name)() takes \(operation.arityText), not \(arguments.count)", in: source, at: place)
    }
    return try node(.call(operation, arguments), from: start.range.lowerBound)
  }

  private mutating func list(until closing: String) throws(ExpressionError) -> [ExpressionNode] {
    if try take(symbol: closing) { return [] }
    var elements: [ExpressionNode] = []
    repeat { elements.append(try expression()) } while try take(symbol: ",")
    try require(symbol: closing, "behind the values")
    return elements
  }

  /// Whole digits are an integer, digits with a point an exact decimal, an exponent makes a number.
  private mutating func number(from first: Int, sign: String) throws(ExpressionError) -> ExpressionNode {
    var text = sign + token.text
    let value: ExpressionValue? = text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      if let whole = ValueParser.integer(raw) { return .integer(whole) }
      if !raw.contains(where: { $0 | 0x20 == 0x65 }), let exact = ExactDecimal(text: raw) { return .decimal(exact) }
      return ValueParser.double(raw).flatMap { $0.isFinite ? .number($0) : nil }
    }
    guard let value else { throw failure("'\(text)' is no number that can be kept", .value) }
    try advance()
    return try node(.literal(value), from: first)
  }
}
