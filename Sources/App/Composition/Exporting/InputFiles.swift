internal import CommandLineTool
internal import Glibc

/// The files that a command line means.
enum InputFiles {
  /// Names as they are, patterns as the files they stand for, in the order of their names.
  static func found(_ words: [String]) throws(CommandFailure) -> [String] {
    var files: [String] = []
    for word in words {
      guard word != "-", word.contains(where: { "*?[".contains($0) }), access(word, F_OK) != 0 else {
        files.append(word)
        continue
      }
      let matches = matches(word)
      guard !matches.isEmpty else { throw CommandFailure(code: "no-input", "no file is named like '\(word)'") }
      files += matches
    }
    guard files.filter({ $0 == "-" }).count <= 1 else {
      throw CommandFailure(code: "usage", "standard input can be read once")
    }
    return files
  }

  private static func matches(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in result.gl_pathv[index].map { String(cString: $0) } }
  }
}
