/// Why a document could not be read, checked or written, and where.
public struct DocumentError: Error, Hashable, CustomStringConvertible {
  /// Stable; a message may change, a code may not.
  public enum Code: String, Sendable, CaseIterable {
    case syntax = "document.syntax"
    case encoding = "document.encoding"
    case unknownField = "document.unknown-field"
    case missing = "document.missing"
    case value = "document.value"
    case structure = "document.structure"
    case unknownFormat = "document.unknown-format"
    case unsupported = "document.unsupported"
    case damaged = "document.damaged"
    case limit = "document.limit"
    case template = "document.template"
    case accessibility = "document.accessibility"
    case integrity = "document.integrity"
    case input = "document.input"
    case output = "document.output"
    case cancelled = "document.cancelled"
  }

  public struct Location: Hashable, Sendable {
    /// The way to the value (RFC 6901), for documents that are JSON or a tree.
    public var pointer: String?
    /// From 1.
    public var line: Int?
    /// From 1, in bytes.
    public var column: Int?
    /// The file inside an archive.
    public var part: String?

    public init(pointer: String? = nil, line: Int? = nil, column: Int? = nil, part: String? = nil) {
      self.pointer = pointer
      self.line = line
      self.column = column
      self.part = part
    }

    public var isEmpty: Bool { pointer == nil && line == nil && column == nil && part == nil }
  }

  public let code: Code
  /// What is wrong and what to do, without the place.
  public let message: String
  public var location: Location

  public init(_ code: Code, _ message: String, at location: Location = Location()) {
    self.code = code
    self.message = message
    self.location = location
  }

  public var description: String { location.isEmpty ? message : "\(message) (\(location))" }
}

extension DocumentError.Location: CustomStringConvertible {
  public var description: String {
    var places: [String] = []
    if let part { places.append(part) }
    if let pointer { places.append("at \(pointer.isEmpty ? "the top" : pointer)") }
    if let line { places.append("line \(line)") }
    if let column { places.append("column \(column)") }
    return places.joined(separator: ", ")
  }
}
