/// Percent escapes of RFC 3986.
public enum PercentCoding {
  /// Broken escapes stay as they are; bytes that are no UTF-8 become replacement characters.
  public static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
    guard text.utf8.contains(0x25) || (plusIsSpace && text.utf8.contains(0x2B)) else { return String(text) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2, let high = ByteClass.hex(rest[rest.startIndex]),
        let low = ByteClass.hex(rest[rest.index(after: rest.startIndex)])
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(plusIsSpace && byte == 0x2B ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Escapes everything but unreserved characters and what `keeping` names.
  public static func encode(_ text: String, keeping allowed: String = "") -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let unreserved =
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
        || "-._~".utf8.contains(byte)
      if unreserved || allowed.utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
