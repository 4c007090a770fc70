internal import ByteIO

/// Reads one JSON text (RFC 8259, strictly) token by token, without building a tree.
///
///     var reader = try JSONReader(bytes)
///     try reader.readObject { key, reader in
///       if key == "title" { title = try reader.readString() } else { try reader.skipValue() }
///     }
///
/// The reader keeps its own copy of the text with zeros behind it, so that scanning needs no bounds checks.
/// No `String` is made unless `text` is asked for.
public struct JSONReader: ~Copyable {
  enum Place: UInt8 {
    case document, firstElement, nextElement, firstKey, nextKey, value, end
  }

  let source: ByteBuffer
  let start: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  /// The next byte to read.
  var cursor: UnsafePointer<UInt8>
  /// The first byte of the present token.
  var tokenStart: UnsafePointer<UInt8>
  var place = Place.document
  var nesting = JSONNesting()
  let limits: JSONLimits

  /// The present string's or key's contents; they lie in `scratch` where there were escapes.
  var content: UnsafeBufferPointer<UInt8>
  var scratch = ByteBuffer(reserving: 0)

  /// The value of an `integer` token.
  public internal(set) var integer: Int64 = 0
  /// The value of a `number` token, or of an `integer` token as `Double`.
  public var number: Double { isInteger ? Double(integer) : double }
  var double = 0.0
  var isInteger = false

  public init(_ text: UnsafeRawBufferPointer, limits: JSONLimits = .standard) throws(JSONError) {
    try Self.check(text.count, limits)
    var source = ByteBuffer(reserving: text.count + Self.padding)
    source.append(text)
    self.init(source, limits)
  }

  public init(_ text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    try Self.check(text.count, limits)
    var source = ByteBuffer(reserving: text.count + Self.padding)
    source.append(text)
    self.init(source, limits)
  }

  public init(_ text: String, limits: JSONLimits = .standard) throws(JSONError) {
    try Self.check(text.utf8.count, limits)
    var source = ByteBuffer(reserving: text.utf8.count + Self.padding)
    source.append(text)
    self.init(source, limits)
  }

  private init(_ text: consuming ByteBuffer, _ limits: JSONLimits) {
    let count = text.count
    text.append(repeating: 0, count: Self.padding)
    start = UnsafePointer(text.start)
    end = start + count
    cursor = start
    tokenStart = start
    content = UnsafeBufferPointer(start: start, count: 0)
    self.limits = limits
    source = text
  }

  private static func check(_ count: Int, _ limits: JSONLimits) throws(JSONError) {
    guard count <= limits.bytes else {
      throw JSONError(
        code: .tooLarge, message: "the text has \(count) bytes, \(limits.bytes) are allowed", pointer: "")
    }
  }

  /// Zeros behind the text: whole words can be loaded at its last byte, and a zero ends every scan.
  static let padding = 16

  // MARK: Tokens

  /// The next token. After an error the reader stays where it was.
  public mutating func next() throws(JSONError) -> JSONToken {
    skipWhitespace()
    switch place {
    case .value:
      return try value(.nextKey)
    case .nextKey:
      if cursor.pointee == UInt8(ascii: ",") {
        cursor += 1
        skipWhitespace()
        return try key()
      }
      if cursor.pointee == UInt8(ascii: "}") { return close(.endObject) }
      throw syntax("expected ',' or '}'")
    case .firstKey:
      if cursor.pointee == UInt8(ascii: "}") { return close(.endObject) }
      return try key()
    case .nextElement:
      if cursor.pointee == UInt8(ascii: ",") {
        cursor += 1
        skipWhitespace()
        return try value(.nextElement)
      }
      if cursor.pointee == UInt8(ascii: "]") { return close(.endArray) }
      throw syntax("expected ',' or ']'")
    case .firstElement:
      if cursor.pointee == UInt8(ascii: "]") { return close(.endArray) }
      return try value(.nextElement)
    case .document:
      return try value(.end)
    case .end:
      tokenStart = cursor
      guard cursor == end else {
        throw error(.trailing, "there is something behind the end of the document")
      }
      return .end
    }
  }

  @inline(__always)
  mutating func skipWhitespace() {
    while true {
      let byte = cursor.pointee
      guard byte <= 0x20 else { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      cursor += 1
    }
  }

  @inline(__always)
  private mutating func close(_ token: JSONToken) -> JSONToken {
    tokenStart = cursor
    cursor += 1
    nesting.pop()
    place = nesting.depth == 0 ? .end : nesting.isObject ? .nextKey : .nextElement
    return token
  }

  @inline(__always)
  private mutating func open(isObject: Bool) throws(JSONError) -> JSONToken {
    guard nesting.depth < limits.depth else {
      throw error(.tooDeep, "more than \(limits.depth) containers inside each other")
    }
    cursor += 1
    nesting.push(isObject: isObject)
    place = isObject ? .firstKey : .firstElement
    return isObject ? .beginObject : .beginArray
  }

  @inline(__always)
  private mutating func key() throws(JSONError) -> JSONToken {
    tokenStart = cursor
    guard cursor.pointee == UInt8(ascii: "\"") else { throw syntax("expected a name in double quotes") }
    try string()
    skipWhitespace()
    guard cursor.pointee == UInt8(ascii: ":") else { throw syntax("expected ':' after the name") }
    cursor += 1
    place = .value
    return .key
  }

  @inline(__always)
  private mutating func value(_ after: Place) throws(JSONError) -> JSONToken {
    tokenStart = cursor
    switch cursor.pointee {
    case UInt8(ascii: "\""):
      try string()
      place = after
      return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try numeral()
      place = after
      return isInteger ? .integer : .number
    case UInt8(ascii: "{"):
      return try open(isObject: true)
    case UInt8(ascii: "["):
      return try open(isObject: false)
    case UInt8(ascii: "t"):
      try word("true")
      place = after
      return .true
    case UInt8(ascii: "f"):
      try word("false")
      place = after
      return .false
    case UInt8(ascii: "n"):
      try word("null")
      place = after
      return .null
    default:
      throw syntax("expected a value")
    }
  }

  @inline(__always)
  private mutating func word(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount where cursor[index] != word.utf8Start[index] {
      cursor += index
      throw syntax("expected '\(word)'")
    }
    cursor += word.utf8CodeUnitCount
  }

  // MARK: Contents

  /// The present string or key.
  public var text: String { String(decoding: content, as: UTF8.self) }

  /// How many bytes the present string or key has, without escapes.
  public var contentCount: Int { content.count }

  /// A quick mark of the present key: equal keys have equal ones.
  @inline(__always)
  var contentHash: UInt64 {
    guard let first = content.baseAddress, content.count > 0 else { return 0 }
    let width = content.count
    let head = width >= 8 ? first.word : first.word(upTo: width)
    let tail = width > 8 ? (first + (width &- 8)).word : 0
    return (head ^ (tail << 7 | tail >> 57) ^ UInt64(width)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The UTF-8 of the present string or key, without escapes; valid until the reader moves on.
  public borrowing func withContent<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(content)
  }

  /// Whether the present string or key is exactly this text.
  @inline(__always)
  public func contentIs(_ text: StaticString) -> Bool {
    content.count == text.utf8CodeUnitCount && matches(text)
  }

  private func matches(_ text: StaticString) -> Bool {
    for index in 0..<content.count where content[index] != text.utf8Start[index] { return false }
    return true
  }

  /// The present token as it stands in the text, for numbers beyond `Int64` and `Double`.
  public var rawText: String {
    String(decoding: UnsafeBufferPointer(start: tokenStart, count: cursor - tokenStart), as: UTF8.self)
  }
}
