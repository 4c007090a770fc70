/// Text as it comes from outside: encodings and line ends made one.
public enum SourceText {
  /// UTF-8 (with or without mark), UTF-16 with mark; else Windows-1252, with a warning. Line ends become line feeds,
  /// zeros U+FFFD.
  public static func decode(_ bytes: [UInt8], limits: DocumentLimits) throws(DocumentError) -> (String, [Finding]) {
    guard bytes.count <= limits.bytes else {
      throw DocumentError(.limit, "the input has \(bytes.count) bytes, \(limits.bytes) are allowed")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return (normalized(Array(utf16(bytes).utf8)), [])
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if String(validating: content, as: UTF8.self) != nil { return (normalized(content), []) }
    let warning = Finding("encoding", "the text is not valid UTF-8 and was read as Windows-1252; save it as UTF-8")
    return (normalized(Array(String(String.UnicodeScalarView(content.map(windows1252))).utf8)), [warning])
  }

  private static func utf16(_ bytes: [UInt8]) -> String {
    let isLittle = bytes[0] == 0xFF
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 2, to: bytes.count - 1, by: 2) {
      let (low, high) = isLittle ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
      units.append(UInt16(high) << 8 | UInt16(low))
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func normalized(_ bytes: [UInt8]) -> String {
    guard bytes.contains(where: { $0 == 0x0D || $0 == 0 }) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x0D: if index + 1 == bytes.count || bytes[index + 1] != 0x0A { result.append(0x0A) }
      case 0: result += [0xEF, 0xBF, 0xBD]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let upper: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard byte >= 0x80, byte < 0xA0 else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(upper[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }
}
