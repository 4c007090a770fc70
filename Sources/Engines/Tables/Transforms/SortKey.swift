/// A column that rows are put in order by.
struct SortKey {
  var column: Int
  var isDescending = false
  var nullsFirst = false
}

/// The order of rows by some of their columns.
struct RowOrder {
  let keys: [SortKey]

  /// A number that decides for most rows: if those of two rows differ, their order is that of the rows.
  func prefix(_ columns: [ColumnVector], _ row: Int) -> UInt64 {
    guard let key = keys.first else { return 0 }
    let column = columns[key.column]
    if column.isNull(row) { return key.nullsFirst ? 0 : .max }
    let plain = Self.prefix(column, row)
    return key.isDescending ? ~plain : plain
  }

  private static func prefix(_ column: ColumnVector, _ row: Int) -> UInt64 {
    switch column.layout {
    case .integers: return UInt64(bitPattern: column.integers[row]) ^ 1 << 63
    case .wideIntegers: return UInt64(truncatingIfNeeded: column.wideIntegers[row] >> 64) ^ 1 << 63
    case .doubles: return ordered(column.doubles[row])
    case .booleans: return UInt64(column.booleans[row])
    case .bytes:
      let bytes = column.bytes(at: row)
      if bytes.count >= 8 { return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) }
      var value: UInt64 = 0
      for byte in bytes { value = value << 8 | UInt64(byte) }
      return bytes.isEmpty ? 0 : value << UInt64(64 - 8 * bytes.count)
    case .list, .object: return 0
    }
  }

  /// The bits of a double in the order of the numbers; both zeros are one, NaN is the greatest.
  private static func ordered(_ value: Double) -> UInt64 {
    if value.isNaN { return .max }
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  /// Below, at or above zero.
  func compare(_ left: [ColumnVector], _ first: Int, _ right: [ColumnVector], _ second: Int) -> Int {
    for key in keys {
      let a = left[key.column]
      let b = right[key.column]
      let isNull = (a.isNull(first), b.isNull(second))
      if isNull.0 || isNull.1 {
        if isNull.0 && isNull.1 { continue }
        return isNull.0 == key.nullsFirst ? -1 : 1
      }
      let order = Self.compare(a, first, b, second)
      if order != 0 { return key.isDescending ? -order : order }
    }
    return 0
  }

  static func compare(_ a: ColumnVector, _ first: Int, _ b: ColumnVector, _ second: Int) -> Int {
    switch a.layout {
    case .integers: return sign(a.integers[first], b.integers[second])
    case .wideIntegers: return sign(a.wideIntegers[first], b.wideIntegers[second])
    case .doubles: return sign(ordered(a.doubles[first]), ordered(b.doubles[second]))
    case .booleans: return sign(a.booleans[first], b.booleans[second])
    case .bytes: return ColumnKernels.order(a.bytes(at: first), b.bytes(at: second))
    case .list, .object: return 0
    }
  }

  @inline(__always)
  private static func sign<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  /// The places of all rows in order; rows that are equal stay as they were.
  func places(_ columns: [ColumnVector], count: Int) -> [Int32] {
    struct Entry {
      var prefix: UInt64
      var place: Int32
    }
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for row in 0..<count { entries.append(Entry(prefix: prefix(columns, row), place: Int32(row))) }
    entries.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      let order = compare(columns, Int(left.place), columns, Int(right.place))
      return order != 0 ? order < 0 : left.place < right.place
    }
    return entries.map(\.place)
  }
}

extension ColumnVector {
  /// Whether two rows have the same value; what is missing is the same as what is missing.
  public func isSame(_ row: Int, as other: ColumnVector, _ otherRow: Int) -> Bool {
    if isNull(row) || other.isNull(otherRow) { return isNull(row) && other.isNull(otherRow) }
    return RowOrder.compare(self, row, other, otherRow) == 0
  }
}
