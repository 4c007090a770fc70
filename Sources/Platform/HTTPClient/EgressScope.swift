/// Which addresses a client may connect to.
public enum EgressScope: Sendable, Hashable {
  case publicInternet
  case everywhere
}
