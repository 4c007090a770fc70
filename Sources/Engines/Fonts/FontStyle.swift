/// What is asked of a font besides its family.
public struct FontStyle: Hashable, Sendable {
  public var weight: Int
  public var isItalic: Bool

  public init(weight: Int = 400, isItalic: Bool = false) {
    self.weight = weight
    self.isItalic = isItalic
  }

  public static let regular = FontStyle()
  public static let bold = FontStyle(weight: 700)

  /// How far another style is away; slant weighs more than any weight.
  func distance(to other: FontStyle) -> Int {
    abs(weight - other.weight) + (isItalic == other.isItalic ? 0 : 1000)
  }

  /// The style that a file's name tells: `NotoSans-SemiBoldItalic` and the like.
  init(named name: String) {
    let lowered = name.lowercased()
    isItalic = lowered.contains("italic") || lowered.contains("oblique")
    let weights: [(String, Int)] = [
      ("extralight", 200), ("ultralight", 200), ("semibold", 600), ("demibold", 600), ("extrabold", 800),
      ("ultrabold", 800), ("thin", 100), ("light", 300), ("medium", 500), ("bold", 700), ("black", 900),
    ]
    weight = weights.first { lowered.contains($0.0) }?.1 ?? 400
  }
}
