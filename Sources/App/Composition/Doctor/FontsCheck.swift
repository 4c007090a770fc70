/// Whether there is a font for each script that documents are written in.
struct FontsCheck: DoctorCheck {
  static let systemFolders = ["/usr/share/fonts", "/usr/local/share/fonts"]

  /// A script, what the names of its fonts begin with, and the package of Debian and Ubuntu that brings one.
  private static let scripts: [(name: String, prefixes: [String], package: String)] = [
    ("Latin, Greek and Cyrillic", ["NotoSans-", "NotoSans[", "DejaVuSans", "LiberationSans"], "fonts-noto-core"),
    ("fixed width", ["NotoSansMono", "DejaVuSansMono", "LiberationMono"], "fonts-noto-mono"),
    ("Arabic", ["NotoSansArabic", "NotoNaskhArabic"], "fonts-noto-core"),
    ("Hebrew", ["NotoSansHebrew", "NotoSerifHebrew"], "fonts-noto-core"),
    ("Devanagari", ["NotoSansDevanagari", "NotoSerifDevanagari"], "fonts-noto-core"),
    ("Thai", ["NotoSansThai", "NotoSerifThai"], "fonts-noto-core"),
    ("Chinese, Japanese and Korean", ["NotoSansCJK", "NotoSerifCJK"], "fonts-noto-cjk"),
  ]

  var folders = FontsCheck.systemFolders

  func run() async -> [Finding] {
    let files: [String] = folders.flatMap { FolderTree.files(below: $0) }
    let names = Set(files.compactMap { $0.split(separator: "/").last.map(String.init) })
    let missing = Self.scripts.filter { script in
      !names.contains { name in script.prefixes.contains { name.hasPrefix($0) } }
    }
    guard !missing.isEmpty else { return [.good("fonts", "\(names.count) files, every script covered")] }
    let packages = Set(missing.map(\.package)).sorted().joined(separator: " ")
    return [
      .warning(
        "fonts", "no font for \(missing.map(\.name).joined(separator: "; "))", remedy: "apt-get install \(packages)")
    ]
  }
}
