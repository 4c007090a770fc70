/// What a scenario runs over.
public enum TestTransport: Sendable, CaseIterable {
  case inProcess
  case socket
}
