/// Where a request came from in truth, as a trusted proxy reported it.
public struct ForwardedOrigin: Sendable, Hashable {
  public var address: String?
  public var scheme: String?
  public var host: String?
}
