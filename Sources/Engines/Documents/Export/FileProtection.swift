/// Encryption of a file that a password opens. Formats that know none refuse it.
public struct FileProtection: Sendable, Hashable {
  public enum Permission: String, Sendable, Hashable, CaseIterable {
    case print, change, copy, annotate
  }

  /// Empty opens the file without a question, and leaves the permissions to the owner.
  public var userPassword: String
  /// Lifts the permissions; empty is the user's.
  public var ownerPassword: String
  public var permissions: Set<Permission>
  /// At least 16 random bytes: the same ones give the same file, so each export brings new ones.
  public var seed: [UInt8]

  public init(
    userPassword: String, ownerPassword: String = "", permissions: Set<Permission> = Set(Permission.allCases),
    seed: [UInt8]
  ) {
    self.userPassword = userPassword
    self.ownerPassword = ownerPassword
    self.permissions = permissions
    self.seed = seed
  }
}
