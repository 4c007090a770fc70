/// Where a configured value came from; a later case wins over an earlier one.
public enum ConfigurationSource: Sendable, Hashable {
  case builtIn
  case file(path: String, line: Int)
  case environment(name: String)
  case flag(name: String)
}
