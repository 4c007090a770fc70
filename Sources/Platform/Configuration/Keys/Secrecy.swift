/// How much of a value people may see.
public enum Secrecy: Sendable, Hashable {
  case open
  /// Nothing of it.
  case hidden
  /// A URL whose password is hidden; user, host and path are shown.
  case hiddenPassword

  static let mask = "•••"

  /// The value as it may appear in output and in errors.
  func shown(_ text: String) -> String {
    switch self {
    case .open: text
    case .hidden: text.isEmpty ? "" : Self.mask
    case .hiddenPassword: Self.withoutPasswords(text)
    }
  }

  /// Hides what stands between ':' and '@' of the authority, and the values of query parameters.
  private static func withoutPasswords(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else {
      // No URL after all: who knows what it is.
      return text.contains(where: { ":@?=".contains($0) }) ? mask : text
    }
    var shown = String(text[..<scheme.upperBound])
    var rest = text[scheme.upperBound...]
    // The last '@' before the path, and before everything where the password itself holds a slash.
    let authorityEnd = rest.firstIndex(where: { "/?#".contains($0) }) ?? rest.endIndex
    let at = rest[..<authorityEnd].lastIndex(of: "@") ?? rest.lastIndex(of: "@")
    if let at {
      let user = rest[..<at].prefix { $0 != ":" }
      shown += user.endIndex == at ? "\(user)@" : "\(user):\(mask)@"
      rest = rest[rest.index(after: at)...]
    }
    guard let query = rest.firstIndex(of: "?") else { return shown + rest }
    shown += rest[...query]
    let parameters = rest[rest.index(after: query)...].split(separator: "&", omittingEmptySubsequences: false)
    return shown
      + parameters.map { parameter in
        let name = parameter.prefix { $0 != "=" }
        let isHarmless = name.endIndex == parameter.endIndex || Self.harmless.contains(String(name))
        return isHarmless ? String(parameter) : "\(name)=\(mask)"
      }.joined(separator: "&")
  }

  private static let harmless: Set<String> = [
    "sslmode", "connect_timeout", "application_name", "region", "db", "target_session_attrs", "sslrootcert",
  ]
}
