/// A stream of events within a tenant.
public struct StreamID: Sendable, Hashable, CustomStringConvertible {
  public let tenant: String
  public let name: String

  public init(tenant: String, name: String) {
    self.tenant = tenant
    self.name = name
  }

  public var description: String { "\(tenant)/\(name)" }
}
