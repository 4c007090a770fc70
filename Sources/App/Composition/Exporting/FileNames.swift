/// Names of files.
enum FileNames {
  /// The ending in lower case, without the point.
  static func ending(_ path: String) -> String? {
    guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: "."), dot > name.startIndex else {
      return nil
    }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The folder of a path, `.` where it names none.
  static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path with another ending.
  static func replacingEnding(_ path: String, by ending: String) -> String {
    let base = Self.ending(path).map { path.dropLast($0.count + 1) } ?? path[...]
    return "\(base).\(ending)"
  }
}
