/// Who asks, as far as it was proven.
public struct Principal: Sendable, Hashable {
  public var tenant: String
  /// The user, or the key where no user stands behind it: what is written beside what was done.
  public var name: String
  public var key: String?
  public var role: Role
  public var scopes: Set<Scope>

  public init(tenant: String, name: String, key: String? = nil, role: Role, scopes: Set<Scope>? = nil) {
    self.tenant = tenant
    self.name = name
    self.key = key
    self.role = role
    self.scopes = scopes.map { $0.intersection(role.scopes) } ?? role.scopes
  }

  /// Whoever sits at the machine, where the service is reached from nowhere else.
  public static let local = Principal(tenant: "local", name: "local", role: .admin)

  public func may(_ scope: Scope) -> Bool { scopes.contains(scope) }
}
