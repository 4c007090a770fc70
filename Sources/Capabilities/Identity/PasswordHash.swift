internal import CArgon2
internal import Glibc

/// A password as it is kept: Argon2id with a salt of its own, in the usual `$argon2id$…` form.
///
/// Making and checking take some ten milliseconds and 19 MB on purpose, so they belong on a thread of their own.
public struct PasswordHash: Sendable, Hashable {
  public let text: String

  /// The costs that OWASP recommends for Argon2id.
  private static let passes: UInt32 = 2
  private static let kilobytes: UInt32 = 19_456

  public init(text: String) {
    self.text = text
  }

  /// Salts and hashes a password.
  public init(of password: String, salt: [UInt8]) throws(IdentityError) {
    let password = Array(password.utf8)
    var encoded = [CChar](repeating: 0, count: 256)
    let result = argon2id_hash_encoded(
      Self.passes, Self.kilobytes, 1, password, password.count, salt, salt.count, 32, &encoded, encoded.count)
    guard result == ARGON2_OK.rawValue else {
      throw IdentityError(
        .hashFailed, "The password could not be hashed: \(String(cString: argon2_error_message(result))).")
    }
    text = String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  public func matches(_ password: String) -> Bool {
    let password = Array(password.utf8)
    return argon2id_verify(text, password, password.count) == ARGON2_OK.rawValue
  }
}
