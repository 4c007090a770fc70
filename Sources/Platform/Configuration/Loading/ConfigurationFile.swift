internal import Glibc

/// Finds and reads files of the configuration.
struct ConfigurationFile {
  /// A configuration is never larger; whatever is, was named by mistake.
  static let largestSize = 1 << 20

  /// The first that exists of the places where a file is looked for.
  static func usualPlace(program: String, folder: String) -> String? {
    let local = folder.isEmpty ? "\(program).toml" : "\(folder)/\(program).toml"
    return [local, "/etc/\(program)/\(program).toml"].first { access($0, F_OK) == 0 }
  }

  enum ReadFailure: Error {
    case system(Int32)
    case tooLarge

    var message: String {
      switch self {
      case .system(let code): "cannot be read: \(String(cString: strerror(code)))"
      case .tooLarge: "is larger than 1 MiB, that is no configuration"
      }
    }
  }

  static func read(_ path: String) throws(ReadFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system(errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= largestSize else { throw .tooLarge }
    }
  }
}
