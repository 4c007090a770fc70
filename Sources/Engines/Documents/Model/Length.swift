/// A length, kept in the unit it was given in.
public struct Length: Sendable, Hashable, CustomStringConvertible {
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    case points = "pt"
    case millimetres = "mm"
    case centimetres = "cm"
    case inches = "in"
    /// 1/96 inch.
    case pixels = "px"
    /// Of the font's size.
    case ems = "em"
    /// Of the width there is.
    case percent = "%"
  }

  public var value: Double
  public var unit: Unit

  public init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  public static func points(_ value: Double) -> Length { Length(value, .points) }
  public static func millimetres(_ value: Double) -> Length { Length(value, .millimetres) }

  /// Reads `12pt`, `2.5 cm`, `50%`; a number alone counts pixels, as in HTML.
  public init?(_ text: String) {
    let trimmed = text.filter { $0 != " " }
    let number = trimmed.prefix { "0123456789.+-".contains($0) }
    guard !number.isEmpty, let value = Double(number), value.isFinite else { return nil }
    let unit = trimmed.dropFirst(number.count).lowercased()
    guard let unit = unit.isEmpty ? .pixels : Unit(rawValue: unit) else { return nil }
    self.init(value, unit)
  }

  /// In points of 1/72 inch.
  public func points(of whole: Double = 0, fontSize: Double = 11) -> Double {
    switch unit {
    case .points: value
    case .millimetres: value * 72 / 25.4
    case .centimetres: value * 720 / 25.4
    case .inches: value * 72
    case .pixels: value * 0.75
    case .ems: value * fontSize
    case .percent: value / 100 * whole
    }
  }

  public var description: String {
    let whole = value.rounded()
    let number = whole == value && abs(whole) < 1e15 ? String(Int64(whole)) : "\(value)"
    return number + unit.rawValue
  }
}
