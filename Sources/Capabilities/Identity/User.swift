/// A person with a password.
public struct User: Sendable, Hashable {
  public var tenant: String
  public var name: String
  public var role: Role
  /// Microseconds since 1970 in UTC.
  public var createdAt: Int64
}
