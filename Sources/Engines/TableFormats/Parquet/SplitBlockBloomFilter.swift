internal import ByteIO

/// Parquet's bloom filter: blocks of 256 bits, eight bits set in one of them for each value.
struct SplitBlockBloomFilter {
  private var words: [UInt32]

  private static let salts: [UInt32] = [
    0x47b6_137b, 0x4497_4d91, 0x8824_ad5b, 0xa2b7_289d, 0x7054_95c7, 0x2df1_424b, 0x9efc_4947, 0x5c6b_fb31,
  ]

  /// Sized for about one false answer in a hundred.
  init(expecting values: Int) {
    let wanted = max(values, 32) * 10 / 8
    var bytes = 32
    while bytes < wanted, bytes < 1 << 27 { bytes *= 2 }
    words = Array(repeating: 0, count: bytes / 4)
  }

  mutating func insert(_ hash: UInt64) {
    let block = Int(((hash >> 32) &* UInt64(words.count / 8)) >> 32)
    let key = UInt32(truncatingIfNeeded: hash)
    for index in 0..<8 { words[block * 8 + index] |= 1 << ((key &* Self.salts[index]) >> 27) }
  }

  /// With its header.
  var encoded: [UInt8] {
    var writer = ThriftWriter()
    writer.i32(1, words.count * 4)
    for field in [2, 3, 4] as [Int16] {
      writer.begin(field)
      writer.empty(1)
      writer.end()
    }
    writer.stop()
    var bytes = writer.buffer.bytes
    for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    return bytes
  }
}
