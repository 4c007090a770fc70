/// Eight bytes of a string at a time.
enum JSONScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte that must be escaped: quote, backslash, control character. Above the lowest such byte
  /// there may be wrong ones.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let found = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word
    return found & highBits
  }

  /// The high bit of each byte that ends a run of plain ASCII, as `special` and all bytes above 0x7F.
  @inline(__always)
  static func specialOrWide(_ word: UInt64) -> UInt64 {
    special(word) | word & highBits
  }

  @inline(__always)
  static func isEightDigits(_ word: UInt64) -> Bool {
    (word & 0xF0F0_F0F0_F0F0_F0F0) | ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4
      == 0x3333_3333_3333_3333
  }

  /// The number that eight digits make: pairs, fours and all eight side by side in one word.
  @inline(__always)
  static func eightDigits(_ word: UInt64) -> UInt64 {
    let digits = word &- ones &* 0x30
    let pairs = digits &* 10 &+ digits >> 8
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) >> 32
  }
}

extension UnsafePointer<UInt8> {
  /// The eight bytes here, the first in the lowest byte.
  @inline(__always)
  var word: UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(self).loadUnaligned(as: UInt64.self))
  }

  /// The next one to seven bytes and zeros, without touching a byte beyond them.
  @inline(__always)
  func word(upTo count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(self)
    if count >= 4 {
      let low = UInt64(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)))
      let high = UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)))
      return low | high << UInt64((count &- 4) &* 8)
    }
    if count >= 2 {
      let low = UInt64(UInt16(littleEndian: raw.loadUnaligned(as: UInt16.self)))
      let high = UInt64(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: count &- 2, as: UInt16.self)))
      return low | high << UInt64((count &- 2) &* 8)
    }
    return UInt64(pointee)
  }
}
