/// Why somebody was not let in or something about identities was refused. What outsiders see of it stays vague.
public struct IdentityError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case hashFailed = "hash_failed"
    case keyInvalid = "key_invalid"
    case keyExpired = "key_expired"
    case linkInvalid = "link_invalid"
    case passwordWeak = "password_weak"
    case nameTaken = "name_taken"
    case valueInvalid = "value_invalid"
    case notFound = "not_found"
    case loginFailed = "login_failed"
    case tooManyTries = "too_many_tries"
    case lastAdministrator = "last_administrator"
  }

  public let code: Code
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
