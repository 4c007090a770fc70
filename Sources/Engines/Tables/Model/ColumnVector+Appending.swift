extension ColumnVector {
  /// Counts a row that has a value.
  @inlinable @inline(__always)
  func addValid() {
    if nulls != 0 { addValidityBit(true) }
    rows &+= 1
  }

  @usableFromInline
  func addValidityBit(_ isValid: Bool) {
    let word = rows >> 6
    if word >= validity.count { validity.append(0) }
    if isValid { validity.start[word] |= 1 << UInt64(rows & 63) }
  }

  /// Integers, dates, times, timestamps, durations, decimals up to 18 digits (unscaled).
  @inlinable @inline(__always)
  public func append(integer value: Int64) {
    integerStorage.append(value)
    addValid()
  }

  @inlinable
  public func append(wide value: Int128) {
    wideStorage.append(value)
    addValid()
  }

  @inlinable @inline(__always)
  public func append(double value: Double) {
    doubleStorage.append(value)
    addValid()
  }

  @inlinable @inline(__always)
  public func append(boolean value: Bool) {
    booleanStorage.append(value ? 1 : 0)
    addValid()
  }

  /// A decimal by its unscaled value, whichever its layout.
  @inlinable
  public func append(unscaled value: Int128) {
    if layout == .wideIntegers { append(wide: value) } else { append(integer: Int64(truncatingIfNeeded: value)) }
  }

  @inlinable @inline(__always)
  public func append(_ value: UnsafeRawBufferPointer) {
    byteStorage.reserve(value.count)
    if let source = value.baseAddress {
      UnsafeMutableRawPointer(byteStorage.start + byteStorage.count).copyMemory(from: source, byteCount: value.count)
    }
    byteStorage.count &+= value.count
    endBytes()
  }

  /// Text, UTF-8.
  @inlinable
  public func append(_ value: String) {
    var value = value
    value.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Adds to the value that `endBytes()` completes.
  @inlinable
  public func appendPart(_ part: UnsafeRawBufferPointer) {
    guard let source = part.baseAddress else { return }
    byteStorage.append(from: source.assumingMemoryBound(to: UInt8.self), count: part.count)
  }

  @inlinable
  public func appendPart(_ byte: UInt8) { byteStorage.append(byte) }

  /// Completes a text or binary value of the parts since the last.
  @inlinable @inline(__always)
  public func endBytes() {
    offsetStorage.append(byteStorage.count)
    addValid()
  }

  /// Completes a list of the elements that its child got since the last.
  @inlinable
  public func endList() {
    offsetStorage.append(children[0].count)
    addValid()
  }

  /// Completes an object whose children got one value each.
  @inlinable
  public func endObject() { addValid() }

  /// A missing value. What was appended in part is taken back.
  public func appendNull() {
    if nulls == 0 {
      validity.count = 0
      var full = rows
      while full >= 64 {
        validity.append(.max)
        full -= 64
      }
      if full > 0 { validity.append((1 << UInt64(full)) - 1) }
    }
    nulls += 1
    addValidityBit(false)
    rows += 1
    switch layout {
    case .integers: integerStorage.append(0)
    case .wideIntegers: wideStorage.append(0)
    case .doubles: doubleStorage.append(0)
    case .booleans: booleanStorage.append(0)
    case .bytes:
      byteStorage.count = offsetStorage.start[offsetStorage.count - 1]
      offsetStorage.append(byteStorage.count)
    case .list: offsetStorage.append(children[0].count)
    case .object: for child in children { child.appendNull() }
    }
  }

  /// Takes the rows behind the first `count` back. Only for vectors without children.
  public func truncate(to count: Int) {
    guard count < rows else { return }
    if nulls != 0 {
      for row in count..<rows where validity.start[row >> 6] >> UInt64(row & 63) & 1 == 0 { nulls -= 1 }
      validity.count = nulls == 0 ? 0 : (count + 63) / 64
      if nulls != 0, count & 63 != 0 { validity.start[count >> 6] &= (1 << UInt64(count & 63)) &- 1 }
    }
    rows = count
    switch layout {
    case .integers: integerStorage.count = count
    case .wideIntegers: wideStorage.count = count
    case .doubles: doubleStorage.count = count
    case .booleans: booleanStorage.count = count
    case .bytes:
      offsetStorage.count = count + 1
      byteStorage.count = offsetStorage.start[count]
    case .list, .object: preconditionFailure("a vector with children is not cut")
    }
  }

  /// So many missing values at once.
  public func appendNulls(_ more: Int) {
    guard more > 0 else { return }
    guard rows == 0, !type.isNested else {
      for _ in 0..<more { appendNull() }
      return
    }
    validity.count = 0
    for _ in 0..<((more + 63) / 64) { validity.append(0) }
    nulls = more
    rows = more
    switch layout {
    case .integers: integerStorage.append(repeating: 0, count: more)
    case .wideIntegers: wideStorage.append(repeating: 0, count: more)
    case .doubles: doubleStorage.append(repeating: 0, count: more)
    case .booleans: booleanStorage.append(repeating: 0, count: more)
    case .bytes: offsetStorage.append(repeating: byteStorage.count, count: more)
    case .list, .object: break
    }
  }

  /// Room for integers that `body` fills at once; all are values.
  public func appendIntegers(_ more: Int, _ body: (UnsafeMutablePointer<Int64>) throws -> Void) rethrows {
    integerStorage.reserve(more)
    try body(integerStorage.start + integerStorage.count)
    integerStorage.count += more
    addValid(more)
  }

  /// Room for doubles that `body` fills at once; all are values.
  public func appendDoubles(_ more: Int, _ body: (UnsafeMutablePointer<Double>) throws -> Void) rethrows {
    doubleStorage.reserve(more)
    try body(doubleStorage.start + doubleStorage.count)
    doubleStorage.count += more
    addValid(more)
  }

  private func addValid(_ more: Int) {
    if nulls == 0 {
      rows += more
    } else {
      for _ in 0..<more { addValid() }
    }
  }

  /// A row of another vector of the same type.
  public func append(row: Int, of other: ColumnVector) {
    if other.isNull(row) { return appendNull() }
    switch layout {
    case .integers: append(integer: other.integers[row])
    case .wideIntegers: append(wide: other.wideIntegers[row])
    case .doubles: append(double: other.doubles[row])
    case .booleans: append(boolean: other.booleans[row] != 0)
    case .bytes: append(other.bytes(at: row))
    case .list:
      for element in other.offsets[row]..<other.offsets[row + 1] {
        children[0].append(row: element, of: other.children[0])
      }
      endList()
    case .object:
      for index in children.indices { children[index].append(row: row, of: other.children[index]) }
      endObject()
    }
  }

  /// The rows at these places, in their order, as a new vector.
  public func gathered(_ places: [Int]) -> ColumnVector {
    let result = ColumnVector(type, reserving: places.count)
    for place in places { result.append(row: place, of: self) }
    return result
  }
}

extension ColumnVector {
  /// Neighbouring rows of another vector of the same type, at once where none is missing.
  public func append(rows: Range<Int>, of other: ColumnVector) {
    guard other.nulls == 0, nulls == 0, !rows.isEmpty else {
      for row in rows { append(row: row, of: other) }
      return
    }
    switch layout {
    case .integers: integerStorage.append(from: other.integerStorage.start + rows.lowerBound, count: rows.count)
    case .wideIntegers: wideStorage.append(from: other.wideStorage.start + rows.lowerBound, count: rows.count)
    case .doubles: doubleStorage.append(from: other.doubleStorage.start + rows.lowerBound, count: rows.count)
    case .booleans: booleanStorage.append(from: other.booleanStorage.start + rows.lowerBound, count: rows.count)
    case .bytes:
      let first = other.offsetStorage.start[rows.lowerBound]
      let shift = byteStorage.count - first
      byteStorage.append(
        from: other.byteStorage.start + first, count: other.offsetStorage.start[rows.upperBound] - first)
      offsetStorage.reserve(rows.count)
      for row in rows { offsetStorage.append(other.offsetStorage.start[row + 1] + shift) }
    case .list, .object:
      for row in rows { append(row: row, of: other) }
      return
    }
    self.rows += rows.count
  }
}
