/// Numbers of bytes as people write them: `512KiB`, `10MB`, `4096`.
public enum ByteSize {
  private static let units: [(name: String, factor: Int)] = [
    ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("kB", 1_000), ("B", 1),
  ]

  /// Nil where the text is no size or too large.
  public static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    let suffix = text[digits.endIndex...]
    if suffix.isEmpty { return number }
    guard let unit = units.first(where: { $0.name == suffix }) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit.factor)
    return overflow ? nil : product
  }

  /// With the largest unit that keeps it whole.
  public static func text(_ bytes: Int) -> String {
    for unit in units.prefix(4) where bytes != 0 && bytes % unit.factor == 0 {
      return "\(bytes / unit.factor)\(unit.name)"
    }
    return String(bytes)
  }
}
