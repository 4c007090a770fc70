/// The hash that Parquet's bloom filters are made with (xxHash, 64 bits, seed 0).
enum XXHash64 {
  private static let p1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let p2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let p3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let p4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let p5: UInt64 = 0x27D4_EB2F_1656_67C5

  static func hash(_ value: some FixedWidthInteger) -> UInt64 {
    withUnsafeBytes(of: value.littleEndian) { hash($0) }
  }

  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var place = 0
    var hash: UInt64
    let count = bytes.count
    if count >= 32 {
      var lanes = [p1 &+ p2, p2, 0, 0 &- p1]
      while place + 32 <= count {
        for lane in 0..<4 { lanes[lane] = round(lanes[lane], word(bytes, place + lane * 8)) }
        place += 32
      }
      hash = rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
      for lane in lanes { hash = (hash ^ round(0, lane)) &* p1 &+ p4 }
    } else {
      hash = p5
    }
    hash &+= UInt64(count)
    while place + 8 <= count {
      hash = rotate(hash ^ round(0, word(bytes, place)), 27) &* p1 &+ p4
      place += 8
    }
    if place + 4 <= count {
      let half = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      hash = rotate(hash ^ half &* p1, 23) &* p2 &+ p3
      place += 4
    }
    while place < count {
      hash = rotate(hash ^ UInt64(bytes[place]) &* p5, 11) &* p1
      place += 1
    }
    hash = (hash ^ hash >> 33) &* p2
    hash = (hash ^ hash >> 29) &* p3
    return hash ^ hash >> 32
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 { value << by | value >> (64 - by) }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 { rotate(lane &+ word &* p2, 31) &* p1 }
}
