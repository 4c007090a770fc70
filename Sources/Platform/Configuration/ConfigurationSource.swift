/// Where a configured value came from; a later case wins over an earlier one.
public enum ConfigurationSource: Sendable, Hashable, CustomStringConvertible {
  case builtIn
  case file(path: String, line: Int)
  case environment(name: String)
  /// A file that a variable names, for secrets.
  case secretFile(path: String, variable: String)
  /// As typed: `--port`.
  case flag(name: String)

  public var description: String {
    switch self {
    case .builtIn: "default"
    case .file(let path, let line): "\(path):\(line)"
    case .environment(let name): name
    case .secretFile(let path, let variable): "\(path) (\(variable))"
    case .flag(let name): name
    }
  }
}
