/// Whether bytes are UTF-8.
public enum UTF8Check {
  /// The place of the first byte that belongs to no valid sequence, or nil.
  public static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    let count = bytes.count
    var index = 0
    while true {
      while index &+ 8 <= count,
        start.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index &+= 8
      }
      guard index < count else { return nil }
      let length = sequence(bytes, index)
      if length == 0 { return index }
      index &+= length
    }
  }

  /// The length of the valid sequence at `index`, or 0.
  @inline(__always)
  private static func sequence(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let rest = bytes.count &- index
    func follows(_ place: Int) -> Bool { bytes[index &+ place] & 0xC0 == 0x80 }
    if first >= 0xC2, first < 0xE0 { return rest > 1 && follows(1) ? 2 : 0 }
    if first & 0xF0 == 0xE0 {
      guard rest > 2, follows(1), follows(2) else { return 0 }
      let second = bytes[index &+ 1]
      if first == 0xE0, second < 0xA0 { return 0 }
      return first == 0xED && second >= 0xA0 ? 0 : 3
    }
    guard first >= 0xF0, first < 0xF5, rest > 3, follows(1), follows(2), follows(3) else { return 0 }
    let second = bytes[index &+ 1]
    if first == 0xF0, second < 0x90 { return 0 }
    return first == 0xF4 && second >= 0x90 ? 0 : 4
  }
}
