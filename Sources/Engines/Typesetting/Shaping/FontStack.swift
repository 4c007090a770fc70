public import Fonts

/// What a piece of text asks for: families in order of preference, a style, a language.
public struct FontRequest: Hashable, Sendable {
  public var families: [String]
  public var style: FontStyle
  public var language: String

  public init(families: [String], style: FontStyle = .regular, language: String = "en") {
    self.families = families
    self.style = style
    self.language = language
  }
}

/// A font request answered: for each character the font that draws it.
final class FontStack {
  let request: FontRequest
  let isSerif: Bool
  /// The first font: its measures set the lines.
  let primary: Int
  let languageTag: OpaquePointer?
  /// Fonts of the first characters, and of further pages of 256 as they are needed; -1 is not looked up yet.
  // Unchecked as in `Shaper`.
  @exclusivity(unchecked) var first: [Int16]
  @exclusivity(unchecked) var pages: [UInt32: [Int16]] = [:]

  init(_ request: FontRequest, isSerif: Bool, primary: Int, languageTag: OpaquePointer?) {
    self.request = request
    self.isSerif = isSerif
    self.primary = primary
    self.languageTag = languageTag
    first = [Int16](repeating: -1, count: 0x300)
  }
}
