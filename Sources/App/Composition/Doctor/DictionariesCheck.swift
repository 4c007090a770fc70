/// Whether spelling and hyphenation know the languages of the console.
struct DictionariesCheck: DoctorCheck {
  private static let wanted: [(language: String, file: String, package: String)] = [
    ("English spelling", "en_US.dic", "hunspell-en-us"),
    ("Spanish spelling", "es_ES.dic", "hunspell-es"),
    ("English hyphenation", "hyph_en_US.dic", "hyphen-en-us"),
    ("Spanish hyphenation", "hyph_es.dic", "hyphen-es"),
  ]

  var folders = ["/usr/share/hunspell", "/usr/share/hyphen"]

  func run() async -> [Finding] {
    // Debian keeps some dictionaries as links, so names are enough here.
    let names = Set(folders.flatMap { FolderNames.all(in: $0) })
    let missing = Self.wanted.filter { !names.contains($0.file) }
    guard !missing.isEmpty else { return [.good("dictionaries", "English and Spanish")] }
    return [
      .warning(
        "dictionaries", "missing: \(missing.map(\.language).joined(separator: ", "))",
        remedy: "apt-get install \(missing.map(\.package).joined(separator: " "))")
    ]
  }
}
