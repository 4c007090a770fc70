/// An API key as lists show it; its secret was shown once, when it was made.
public struct APIKey: Sendable, Hashable {
  /// The eight characters behind `eia_`.
  public var id: String
  public var tenant: String
  public var name: String
  public var role: Role
  public var scopes: Set<Scope>
  public var createdBy: String
  /// Times are microseconds since 1970 in UTC.
  public var createdAt: Int64
  public var expiresAt: Int64?
  /// To within a minute.
  public var lastUsedAt: Int64?
  public var revokedAt: Int64?

  public var principal: Principal { Principal(tenant: tenant, name: name, key: id, role: role, scopes: scopes) }
}
