/// Something the service depends on, and how to ask whether it works.
public struct HealthProbe: Sendable {
  public let name: String
  /// Without it the service cannot do its work: readiness depends on it.
  public let isCritical: Bool
  let check: @Sendable () async throws -> String?

  /// The check returns a word about what it found (a version, a free space) or throws what is wrong.
  public init(_ name: String, isCritical: Bool, check: @escaping @Sendable () async throws -> String?) {
    self.name = name
    self.isCritical = isCritical
    self.check = check
  }
}
