/// A size of paper, upright.
public struct PaperSize: Sendable, Hashable {
  /// As in `a4`; nil for sizes without a name.
  public var name: String?
  public var width: Length
  public var height: Length

  public init(name: String? = nil, width: Length, height: Length) {
    self.name = name
    self.width = width
    self.height = height
  }

  public static let a3 = PaperSize(name: "a3", width: .millimetres(297), height: .millimetres(420))
  public static let a4 = PaperSize(name: "a4", width: .millimetres(210), height: .millimetres(297))
  public static let a5 = PaperSize(name: "a5", width: .millimetres(148), height: .millimetres(210))
  public static let a6 = PaperSize(name: "a6", width: .millimetres(105), height: .millimetres(148))
  public static let b5 = PaperSize(name: "b5", width: .millimetres(176), height: .millimetres(250))
  public static let letter = PaperSize(name: "letter", width: Length(8.5, .inches), height: Length(11, .inches))
  public static let legal = PaperSize(name: "legal", width: Length(8.5, .inches), height: Length(14, .inches))
  public static let tabloid = PaperSize(name: "tabloid", width: Length(11, .inches), height: Length(17, .inches))
  /// A slide of 16 to 9.
  public static let slide = PaperSize(name: "slide", width: Length(7.5, .inches), height: Length(40.0 / 3, .inches))

  public static let named = [a3, a4, a5, a6, b5, letter, legal, tabloid, slide]

  /// By name, in any case.
  public init?(named name: String) {
    let name = name.lowercased()
    guard let size = Self.named.first(where: { $0.name == name }) else { return nil }
    self = size
  }
}
