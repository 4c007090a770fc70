internal import ByteIO

/// Parquet's hybrid of runs and bit packing, which levels and dictionary indexes are in.
enum HybridEncoder {
  /// Appends the values, each below `1 << width`.
  static func append<Value: FixedWidthInteger & UnsignedInteger>(
    _ values: UnsafeBufferPointer<Value>, width: Int, to buffer: inout ByteBuffer
  ) {
    let count = values.count
    var literalStart = 0
    var index = 0
    while index < count {
      let value = values[index]
      var end = index &+ 1
      while end < count, values[end] == value { end &+= 1 }
      var run = end &- index
      if run >= 16 {
        // Literals come in groups of eight; the last group is filled up from the run.
        let fill = (8 &- (index &- literalStart) & 7) & 7
        run &-= fill
        appendLiterals(values, literalStart, index &+ fill, width, &buffer)
        appendRun(UInt64(truncatingIfNeeded: value), run, width, &buffer)
        literalStart = end
      }
      index = end
    }
    appendLiterals(values, literalStart, count, width, &buffer)
  }

  /// The same value, over and over.
  static func appendRun(_ value: UInt64, _ count: Int, _ width: Int, _ buffer: inout ByteBuffer) {
    varint(UInt64(count) << 1, &buffer)
    var rest = value
    for _ in 0..<((width + 7) / 8) {
      buffer.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private static func varint(_ value: UInt64, _ buffer: inout ByteBuffer) {
    var rest = value
    while rest > 127 {
      buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    buffer.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func appendLiterals<Value: FixedWidthInteger & UnsignedInteger>(
    _ values: UnsafeBufferPointer<Value>, _ first: Int, _ end: Int, _ width: Int, _ buffer: inout ByteBuffer
  ) {
    guard end > first else { return }
    let groups = (end &- first &+ 7) / 8
    varint(UInt64(groups) << 1 | 1, &buffer)
    buffer.append(upTo: groups * width) { room in
      var held: UInt64 = 0
      var bits = 0
      var place = 0
      for index in first..<end {
        held |= UInt64(truncatingIfNeeded: values[index]) << UInt64(bits)
        bits &+= width
        while bits >= 8 {
          room[place] = UInt8(truncatingIfNeeded: held)
          place &+= 1
          held >>= 8
          bits &-= 8
        }
      }
      while place < room.count {
        room[place] = UInt8(truncatingIfNeeded: held)
        place &+= 1
        held >>= 8
      }
      return room.count
    }
  }
}
