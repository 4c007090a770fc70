/// What an element says besides its role.
public struct StructureAttributes: Sendable, Equatable {
  public enum Scope: String, Sendable {
    case row = "Row"
    case column = "Column"
    case both = "Both"
  }

  public enum ListNumbering: String, Sendable {
    case none = "None"
    case disc = "Disc"
    case decimal = "Decimal"
    case upperRoman = "UpperRoman"
    case lowerRoman = "LowerRoman"
    case upperAlpha = "UpperAlpha"
    case lowerAlpha = "LowerAlpha"
  }

  public var alternative: String?
  public var actualText: String?
  public var language: String?
  public var title: String?
  public var scope: Scope?
  public var rowSpan = 1
  public var columnSpan = 1
  public var listNumbering: ListNumbering?
  /// The box of a figure on its page: left, bottom, right, top.
  public var bounds: [Double]?
  /// A name that others point at; notes must have one.
  public var identifier: String?
  public var placement: Bool = false

  public init() {}
}
