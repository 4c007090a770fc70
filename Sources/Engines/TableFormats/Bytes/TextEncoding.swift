internal import Tables

/// How the text of an input is encoded.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"

  /// Judges by the byte order mark, by zeros in every other byte, and by whether the bytes are UTF-8;
  /// what is none of these is taken as Windows-1252.
  static func detect(_ sample: UnsafeRawBufferPointer, isWhole: Bool) -> (encoding: TextEncoding, mark: Int) {
    if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if sample.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if sample.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    var zeros = (even: 0, odd: 0)
    let judged = min(sample.count, 4096)
    for index in 0..<judged where sample[index] == 0 {
      if index & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    if judged >= 4 {
      if zeros.odd > judged / 4, zeros.even == 0 { return (.utf16LittleEndian, 0) }
      if zeros.even > judged / 4, zeros.odd == 0 { return (.utf16BigEndian, 0) }
    }
    // A sequence may be cut off by the end of the sample.
    if let place = UTF8Check.firstInvalid(sample), isWhole || place < sample.count - 3 { return (.windows1252, 0) }
    return (.utf8, 0)
  }

  /// Windows-1252's 0x80 to 0x9F; what it leaves out stands for itself.
  static let windowsSpecials: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}
