/// Why a font cannot be used.
public struct FontError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// The file cannot be opened or mapped.
    case unreadable = "font.unreadable"
    /// The file is not a TrueType, OpenType or collection file, or its tables are damaged.
    case malformed = "font.malformed"
    /// The licence bits of the font forbid embedding it.
    case notEmbeddable = "font.not-embeddable"
    /// No installed font has the wanted family.
    case missing = "font.missing"
  }

  public let code: Code
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { "\(code.rawValue): \(message)" }
}
