/// A font file found in a folder, known by its name until someone needs its tables.
struct InstalledFont: Sendable {
  let path: String
  /// The file's name up to the style, lower case, letters and digits only.
  let family: String
  let style: FontStyle

  init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    guard ["ttf", "otf", "ttc", "otc"].contains(name[name.index(after: dot)...].lowercased()) else { return nil }
    let stem = name[..<dot]
    let parts = stem.split(separator: "-", maxSplits: 1)
    self.path = path
    family = Self.normalized(String(parts.first ?? ""))
    style = FontStyle(named: parts.count > 1 ? String(parts[1]) : "")
  }

  static func normalized(_ family: String) -> String {
    String(family.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
  }
}
