/// Why a table could not be read, changed or written, and where.
public struct TableError: Error, Hashable, CustomStringConvertible {
  /// Stable; a message may change, a code may not.
  public enum Code: String, Sendable, CaseIterable {
    case syntax = "table.syntax"
    case truncated = "table.truncated"
    case ragged = "table.ragged-row"
    case encoding = "table.encoding"
    case value = "table.value"
    case type = "table.type"
    case unsupported = "table.unsupported"
    case unknownColumn = "table.unknown-column"
    case unknownFormat = "table.unknown-format"
    case limit = "table.limit"
    case expression = "table.expression"
    case input = "table.input"
    case output = "table.output"
    case cancelled = "table.cancelled"
  }

  public struct Location: Hashable, Sendable {
    /// From 1, counting data rows only: the header is not a row.
    public var row: Int?
    public var column: String?
    /// From 1.
    public var line: Int?
    /// In bytes, from 0.
    public var offset: Int?
    /// The input at that place, shortened.
    public var text: String?

    public init(row: Int? = nil, column: String? = nil, line: Int? = nil, offset: Int? = nil, text: String? = nil) {
      self.row = row
      self.column = column
      self.line = line
      self.offset = offset
      self.text = text
    }
  }

  public let code: Code
  public let message: String
  public var location: Location

  public init(_ code: Code, _ message: String, at location: Location = Location()) {
    self.code = code
    self.message = message
    self.location = location
  }

  public var description: String {
    var places: [String] = []
    if let row = location.row { places.append("row \(row)") }
    if let column = location.column { places.append("column '\(column)'") }
    if let line = location.line { places.append("line \(line)") }
    if let offset = location.offset { places.append("byte \(offset)") }
    var text = message
    if !places.isEmpty { text += " (\(places.joined(separator: ", ")))" }
    if let around = location.text { text += ", near: \(around)" }
    return text
  }

  /// Text for `Location.text`: at most 60 bytes, control characters made visible.
  public static func excerpt(_ bytes: UnsafeRawBufferPointer) -> String {
    var text = ""
    for scalar in String(decoding: bytes.prefix(60), as: UTF8.self).unicodeScalars {
      text += scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return bytes.count > 60 ? text + "…" : text
  }
}
