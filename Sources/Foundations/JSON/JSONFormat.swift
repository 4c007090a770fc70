/// How a JSON text is written.
public struct JSONFormat: Sendable, Hashable {
  /// What becomes of numbers that JSON cannot express.
  public enum NonFinite: Sendable, Hashable {
    case null
    /// The strings "NaN", "Infinity" and "-Infinity".
    case text
    /// The writer fails with `JSONWriterError.Code.nonFinite`.
    case refuse
  }

  /// Spaces per level; 0 is one line without spaces.
  public var indent: Int
  /// Escapes `<`, `>`, `&`, U+2028 and U+2029, so that the text may stand inside HTML and JavaScript.
  public var isHTMLSafe: Bool
  public var nonFinite: NonFinite

  public init(indent: Int = 0, isHTMLSafe: Bool = false, nonFinite: NonFinite = .null) {
    self.indent = max(indent, 0)
    self.isHTMLSafe = isHTMLSafe
    self.nonFinite = nonFinite
  }

  public static let compact = JSONFormat()
  public static let pretty = JSONFormat(indent: 2)
}
