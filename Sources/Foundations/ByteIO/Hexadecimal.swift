/// Bytes as hexadecimal text.
public enum Hexadecimal {
  /// Two digits per byte, lower case.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      var index = 0
      for byte in bytes {
        text[index] = hexadecimalDigit(byte >> 4)
        text[index + 1] = hexadecimalDigit(byte & 15)
        index += 2
      }
      return index
    }
  }

  /// Nil where there is anything but pairs of digits; both cases are fine.
  public static func decode(_ text: String) -> [UInt8]? {
    guard text.utf8.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var digits = text.utf8.makeIterator()
    while let first = digits.next() {
      guard let second = digits.next(), let high = value(first), let low = value(second) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
