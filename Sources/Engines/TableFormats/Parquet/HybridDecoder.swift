internal import Tables

/// Reads Parquet's hybrid of runs and bit packing.
enum HybridDecoder {
  static let damaged = TableError(.syntax, "a Parquet page is damaged: its levels or indexes end too early")

  /// Exactly `count` values of `width` bits into `target`, all below or equal to `maximum`.
  static func decode<Value: FixedWidthInteger & UnsignedInteger>(
    _ bytes: UnsafeRawBufferPointer, width: Int, count: Int, maximum: UInt64, into target: UnsafeMutablePointer<Value>
  ) throws(TableError) {
    var place = 0
    var filled = 0
    while filled < count {
      var header: UInt64 = 0
      var shift: UInt64 = 0
      while true {
        guard place < bytes.count, shift < 42 else { throw damaged }
        let byte = bytes[place]
        place += 1
        header |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      if header & 1 == 0 {
        let run = min(Int(header >> 1), count - filled)
        let size = (width + 7) / 8
        guard run > 0 || header >> 1 == 0, size <= bytes.count - place else { throw damaged }
        var value: UInt64 = 0
        for index in 0..<size { value |= UInt64(bytes[place + index]) << UInt64(index * 8) }
        place += size
        guard value <= maximum else { throw damaged }
        (target + filled).update(repeating: Value(truncatingIfNeeded: value), count: run)
        filled += run
        if run == 0, place >= bytes.count { throw damaged }
      } else {
        let groups = Int(header >> 1)
        let values = min(groups &* 8, count - filled)
        // Some writers leave out the unused end of the last group.
        let available = bytes.count - place
        let needed = (values * width + 7) / 8
        guard groups > 0, needed <= available else { throw damaged }
        try unpack(
          UnsafeRawBufferPointer(rebasing: bytes[place..<min(bytes.count, place + groups * width)]), width, values,
          maximum, target + filled)
        place += min(groups * width, available)
        filled += values
      }
    }
  }

  private static func unpack<Value: FixedWidthInteger & UnsignedInteger>(
    _ bytes: UnsafeRawBufferPointer, _ width: Int, _ count: Int, _ maximum: UInt64,
    _ target: UnsafeMutablePointer<Value>
  ) throws(TableError) {
    guard width > 0 else { return target.update(repeating: 0, count: count) }
    let mask: UInt64 = width == 64 ? .max : (1 << UInt64(width)) &- 1
    var highest: UInt64 = 0
    var bit = 0
    var index = 0
    // Whole words as long as there are eight bytes at hand; a value of up to 57 bits fits behind any bit offset.
    while index < count, bit >> 3 &+ 8 <= bytes.count, width <= 57 {
      let word = bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
      let value = (word >> UInt64(bit & 7)) & mask
      highest = max(highest, value)
      target[index] = Value(truncatingIfNeeded: value)
      index &+= 1
      bit &+= width
    }
    while index < count {
      var value: UInt64 = 0
      for offset in 0..<width {
        let place = bit + offset
        if bytes[place >> 3] >> UInt8(place & 7) & 1 == 1 { value |= 1 << UInt64(offset) }
      }
      highest = max(highest, value)
      target[index] = Value(truncatingIfNeeded: value)
      index &+= 1
      bit &+= width
    }
    if highest > maximum { throw damaged }
  }
}
