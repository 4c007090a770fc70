/// Who may open a file, and what a reader lets them do with it: AES with 256 bits (revision 6).
public struct PDFProtection: Sendable, Hashable {
  /// What someone who knows only the user's password may do; readers keep to it of their own accord.
  public struct Permissions: OptionSet, Sendable, Hashable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    public static let print = Permissions(rawValue: 1 << 2 | 1 << 11)
    public static let change = Permissions(rawValue: 1 << 3 | 1 << 10)
    public static let copy = Permissions(rawValue: 1 << 4)
    public static let annotate = Permissions(rawValue: 1 << 5 | 1 << 8)
    public static let all: Permissions = [.print, .change, .copy, .annotate]
  }

  /// Empty opens the file without a question.
  public var userPassword: String
  /// Opens the file and lifts the permissions.
  public var ownerPassword: String
  public var permissions: Permissions
  /// Where keys and salts come from. A writer knows no random, so whoever asks for protection brings 32 bytes of it; the
  /// same ones twice give the same file.
  public var seed: [UInt8]

  public init(
    userPassword: String, ownerPassword: String, permissions: Permissions = .all, seed: [UInt8]
  ) {
    self.userPassword = userPassword
    self.ownerPassword = ownerPassword
    self.permissions = permissions
    self.seed = seed
  }
}
