/// Bytes as base64 text (RFC 4648).
public enum Base64 {
  public enum Alphabet: Sendable {
    /// With `+`, `/` and padding.
    case standard
    /// With `-` and `_` and without padding, for addresses and file names.
    case url
  }

  public static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> String {
    let digits = alphabet == .standard ? standardDigits : urlDigits
    return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      var filled = 0
      var index = 0
      func put(_ digit: UInt32) {
        text[filled] = digits[Int(digit & 63)]
        filled += 1
      }
      while index + 3 <= bytes.count {
        let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
        put(group >> 18)
        put(group >> 12)
        put(group >> 6)
        put(group)
        index += 3
      }
      let rest = bytes.count - index
      if rest > 0 {
        let group = UInt32(bytes[index]) << 16 | (rest == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
        put(group >> 18)
        put(group >> 12)
        if rest == 2 { put(group >> 6) }
        if alphabet == .standard {
          for _ in rest..<3 {
            text[filled] = UInt8(ascii: "=")
            filled += 1
          }
        }
      }
      return filled
    }
  }

  /// Strict: nil at any other character (spaces and line breaks too), at missing or additional padding and where the
  /// last digit has bits that mean nothing, so that every text has one form only. URL text may not have padding.
  public static func decode(_ text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
    var text = text
    return text.withUTF8 { decode($0, alphabet) }
  }

  private static func decode(_ text: UnsafeBufferPointer<UInt8>, _ alphabet: Alphabet) -> [UInt8]? {
    let values = alphabet == .standard ? standardValues : urlValues
    var count = text.count
    if alphabet == .standard {
      guard count % 4 == 0 else { return nil }
      if count > 0, text[count - 1] == UInt8(ascii: "=") { count -= text[count - 2] == UInt8(ascii: "=") ? 2 : 1 }
    }
    guard count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count / 4 * 3 + 2)
    var group: UInt32 = 0
    var bits = 0
    for index in 0..<count {
      let value = values[Int(text[index])]
      guard value < 64 else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
      }
    }
    guard group & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
    return bytes
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let standardDigits = letters + Array("+/".utf8)
  private static let urlDigits = letters + Array("-_".utf8)
  private static let standardValues = values(of: standardDigits)
  private static let urlValues = values(of: urlDigits)

  private static func values(of digits: [UInt8]) -> [UInt8] {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }
}
