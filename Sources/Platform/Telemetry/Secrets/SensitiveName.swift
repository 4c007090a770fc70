/// Names of fields, headers and parameters whose values are never shown.
enum SensitiveName {
  private static let whole: Set<String> = [
    "authorization", "proxyauthorization", "cookie", "setcookie", "auth", "pwd", "sig", "signature", "session",
    "sessionid", "csrf", "xsrf", "otp", "pin", "bearer", "jwt", "credential", "credentials", "xamzsignature",
    "xamzsecuritytoken", "xamzcredential", "key", "code",
  ]

  private static let endings = [
    "password", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey", "secretkey",
    "signingkey", "encryptionkey", "credentials", "cookie", "authorization", "connectionstring",
  ]

  /// Case, dashes, dots and underscores make no difference.
  static func matches(_ name: some Sequence<UInt8>) -> Bool {
    var letters: [UInt8] = []
    for byte in name {
      switch byte {
      case 0x41...0x5A: letters.append(byte | 0x20)
      case 0x61...0x7A, 0x30...0x39: letters.append(byte)
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): continue
      default: letters.append(byte)
      }
    }
    let plain = String(decoding: letters, as: UTF8.self)
    return whole.contains(plain) || endings.contains { plain.hasSuffix($0) }
  }

  static func matches(_ name: String) -> Bool { matches(name.utf8) }
}
