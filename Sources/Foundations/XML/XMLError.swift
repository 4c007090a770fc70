/// Why a document cannot be written or read.
public struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    /// The document breaks a rule of XML 1.0 or of its namespaces.
    case malformed = "xml.malformed"
    /// The encoding is unknown or the bytes do not belong to it.
    case encoding = "xml.encoding"
    /// A limit of the reader was reached.
    case limit = "xml.limit"
    /// The document declares a type or an entity that is not allowed.
    case doctype = "xml.doctype"
    /// A character that XML 1.0 cannot hold.
    case illegalCharacter = "xml.illegal-character"
    /// A name that is no XML name, or a prefix that stands for nothing.
    case name = "xml.name"
    case duplicateAttribute = "xml.duplicate-attribute"
    /// A call that would break the document's structure.
    case misplaced = "xml.misplaced"
    /// The C library could not get memory.
    case memory = "xml.memory"
  }

  /// Where in the document; the first line and the first column are 1, and so are unknown ones.
  public struct Position: Sendable, Hashable {
    public var line: Int
    public var column: Int
    public var byte: Int

    public init(line: Int, column: Int, byte: Int) {
      self.line = line
      self.column = column
      self.byte = byte
    }
  }

  public let code: Code
  /// What is wrong and what to do, without the place.
  public let message: String
  public let position: Position?

  public init(_ code: Code, _ message: String, at position: Position? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }

  public var description: String {
    guard let position else { return "\(message) [\(code.rawValue)]" }
    return "Line \(position.line), column \(position.column) (byte \(position.byte)): \(message) [\(code.rawValue)]"
  }
}
