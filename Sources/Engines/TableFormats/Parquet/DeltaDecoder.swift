internal import Tables

/// Reads DELTA_BINARY_PACKED, and the byte array encodings that build on it.
struct DeltaDecoder {
  static let damaged = TableError(.syntax, "a Parquet page is damaged: its deltas end too early")

  /// The values, and how many bytes they took.
  static func integers(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(TableError) -> (values: [Int64], size: Int) {
    var place = 0
    func varint() throws(TableError) -> UInt64 {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        guard place < bytes.count, shift < 64 else { throw damaged }
        let byte = bytes[place]
        place += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
    }
    func signed() throws(TableError) -> Int64 {
      let value = try varint()
      return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
    let blockSize = try varint()
    let miniblocks = try varint()
    let total = try varint()
    guard blockSize > 0, blockSize <= 1 << 20, miniblocks > 0, miniblocks <= blockSize,
      blockSize % miniblocks == 0, (blockSize / miniblocks) % 8 == 0, total <= UInt64(limit)
    else { throw damaged }
    let perMiniblock = Int(blockSize / miniblocks)
    var last = try signed()
    var values: [Int64] = []
    guard total > 0 else { return (values, place) }
    values.reserveCapacity(Int(total))
    values.append(last)
    while values.count < total {
      let least = try signed()
      guard place + Int(miniblocks) <= bytes.count else { throw damaged }
      let widths = place
      place += Int(miniblocks)
      for miniblock in 0..<Int(miniblocks) where values.count < total {
        let width = Int(bytes[widths + miniblock])
        guard width <= 64, perMiniblock * width / 8 <= bytes.count - place else { throw damaged }
        var bit = place * 8
        for _ in 0..<min(perMiniblock, Int(total) - values.count) {
          var delta: UInt64 = 0
          var taken = 0
          while taken < width {
            let part = min(8 - bit & 7, width - taken)
            let chunk = UInt64(bytes[bit >> 3] >> UInt8(bit & 7)) & ((1 << UInt64(part)) - 1)
            delta |= chunk << UInt64(taken)
            taken += part
            bit += part
          }
          last = last &+ least &+ Int64(bitPattern: delta)
          values.append(last)
        }
        place += perMiniblock * width / 8
      }
    }
    return (values, place)
  }

  /// DELTA_LENGTH_BYTE_ARRAY.
  static func lengthTexts(
    _ bytes: UnsafeRawBufferPointer, limit: Int, _ add: (UnsafeRawBufferPointer) throws(TableError) -> Void
  ) throws(TableError) -> Int {
    let (lengths, size) = try integers(bytes, limit: limit)
    var place = size
    for length in lengths {
      guard length >= 0, length <= bytes.count - place else { throw damaged }
      try add(UnsafeRawBufferPointer(rebasing: bytes[place..<(place + Int(length))]))
      place += Int(length)
    }
    return lengths.count
  }

  /// DELTA_BYTE_ARRAY: each text begins like the one before.
  static func prefixTexts(
    _ bytes: UnsafeRawBufferPointer, limit: Int, maximumBytes: Int,
    _ add: (UnsafeRawBufferPointer) throws(TableError) -> Void
  ) throws(TableError) -> Int {
    let (prefixes, size) = try integers(bytes, limit: limit)
    var text: [UInt8] = []
    var index = 0
    var total = 0
    let rest = UnsafeRawBufferPointer(rebasing: bytes[size...])
    let count = try lengthTexts(rest, limit: limit) { (suffix) throws(TableError) in
      guard index < prefixes.count, prefixes[index] >= 0, prefixes[index] <= text.count else { throw damaged }
      text.removeLast(text.count - Int(prefixes[index]))
      text.append(contentsOf: suffix)
      total += text.count
      guard total <= maximumBytes else { throw TableError(.limit, "the texts of a Parquet page are larger than 1 GB") }
      index += 1
      let result = text.withUnsafeBytes { bytes in Result { () throws(TableError) in try add(bytes) } }
      try result.get()
    }
    guard count == prefixes.count else { throw damaged }
    return count
  }
}
