/// Where a server listens.
public enum ListenAddress: Sendable, Hashable {
  case tcp(host: String, port: UInt16)
  case unix(path: String)
}
