internal import Glibc

/// Finds font files in folders and their subfolders, in the order of their paths.
enum FontFolders {
  static func files(in folders: [String]) -> [InstalledFont] {
    var found: [String] = []
    for folder in folders { collect(folder, depth: 0, into: &found) }
    return found.sorted().compactMap { InstalledFont(path: $0) }
  }

  private static func collect(_ folder: String, depth: Int, into found: inout [String]) {
    guard depth < 8, let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      let path = "\(folder)/\(name)"
      let kind = Int32(entry.pointee.d_type)
      // Links are followed only to files: a link to a folder may lead round in a circle.
      if kind == Int32(DT_DIR) {
        collect(path, depth: depth + 1, into: &found)
      } else if kind == Int32(DT_REG) || kind == Int32(DT_LNK) || kind == Int32(DT_UNKNOWN) {
        found.append(path)
      }
    }
  }
}
