internal import ByteIO
internal import Documents

/// `data:image/png;base64,…`: a file inside an address.
enum DataAddress {
  static func decode(_ address: String) -> (mediaType: String, bytes: [UInt8])? {
    guard address.hasPrefix("data:"), let comma = address.firstIndex(of: ",") else { return nil }
    let head = address[address.index(address.startIndex, offsetBy: 5)..<comma].split(separator: ";")
    let body = address[address.index(after: comma)...]
    let isBase64 = head.last == "base64"
    let type = head.first { $0.contains("/") }.map(String.init) ?? "text/plain"
    if isBase64 {
      guard let bytes = base64(body) else { return nil }
      return (MediaType.sniff(bytes) ?? type, bytes)
    }
    return (type, percentDecoded(body))
  }

  /// Line breaks may stand in between and padding may be missing.
  static func base64(_ text: some StringProtocol) -> [UInt8]? {
    let digits = String(decoding: text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
    let padding = (4 - digits.utf8.count % 4) % 4
    return padding < 3 ? Base64.decode(digits + String(repeating: "=", count: padding)) : nil
  }

  static func encode(_ resource: Resource) -> String {
    "data:\(resource.mediaType);base64,\(Base64.encode(resource.bytes))"
  }

  static func percentDecoded(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
