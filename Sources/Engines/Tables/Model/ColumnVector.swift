/// The values of one column in a row group.
///
/// Values lie side by side by the type's layout; a missing one has its place as well, and a bit in the validity map.
/// Text and binary values are one run of bytes with offsets. A vector is filled by one owner and then only read.
public final class ColumnVector {
  public let type: ColumnType
  public let layout: ColumnType.Layout
  /// A list's one child holds all elements; an object has a child for each field.
  public let children: [ColumnVector]
  /// Behind a pointer, because every access to a variable of a class is checked at run time.
  @usableFromInline let cells: UnsafeMutablePointer<ColumnCells>

  public init(_ type: ColumnType, reserving rows: Int = 0) {
    self.type = type
    layout = type.layout
    cells = .allocate(capacity: 1)
    cells.initialize(to: ColumnCells(layout, reserving: rows))
    children =
      switch type {
      case .list(let element): [ColumnVector(element)]
      case .object(let fields): fields.map { ColumnVector($0.type) }
      default: []
      }
  }

  deinit {
    cells.deinitialize(count: 1)
    cells.deallocate()
  }

  @inlinable public var count: Int { rows }
  @inlinable public var nullCount: Int { nulls }

  @inlinable @inline(__always)
  public func isNull(_ row: Int) -> Bool {
    nulls != 0 && (validity.start[row >> 6] >> UInt64(truncatingIfNeeded: row & 63)) & 1 == 0
  }

  /// The values of integers, dates, times, timestamps, durations and decimals up to 18 digits.
  @inlinable public var integers: UnsafeBufferPointer<Int64> {
    UnsafeBufferPointer(start: integerStorage.start, count: integerStorage.count)
  }

  /// The values of decimals beyond 18 digits.
  @inlinable public var wideIntegers: UnsafeBufferPointer<Int128> {
    UnsafeBufferPointer(start: wideStorage.start, count: wideStorage.count)
  }

  @inlinable public var doubles: UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: doubleStorage.start, count: doubleStorage.count)
  }

  /// 0 or 1 a row.
  @inlinable public var booleans: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: booleanStorage.start, count: booleanStorage.count)
  }

  /// Where each row's bytes or elements begin, and behind the last where they end.
  @inlinable public var offsets: UnsafeBufferPointer<Int> {
    UnsafeBufferPointer(start: offsetStorage.start, count: offsetStorage.count)
  }

  @inlinable public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: byteStorage.start, count: byteStorage.count)
  }

  /// The bytes of one text or binary value; valid while the vector is held and unchanged.
  @inlinable @inline(__always)
  public func bytes(at row: Int) -> UnsafeRawBufferPointer {
    let first = offsetStorage.start[row]
    return UnsafeRawBufferPointer(start: byteStorage.start + first, count: offsetStorage.start[row &+ 1] &- first)
  }

  /// A decimal's unscaled value, whichever its layout.
  @inlinable
  public func unscaled(_ row: Int) -> Int128 {
    layout == .wideIntegers ? wideStorage.start[row] : Int128(integerStorage.start[row])
  }

  public func text(at row: Int) -> String { String(decoding: bytes(at: row), as: UTF8.self) }

  /// Forgets the values and keeps the memory.
  public func removeAll() {
    rows = 0
    nulls = 0
    validity.count = 0
    integerStorage.count = 0
    wideStorage.count = 0
    doubleStorage.count = 0
    booleanStorage.count = 0
    offsetStorage.count = 1
    byteStorage.count = 0
    for child in children { child.removeAll() }
  }

  /// About how much memory the values take.
  public var byteCount: Int {
    integerStorage.count * 8 + wideStorage.count * 16 + doubleStorage.count * 8 + booleanStorage.count
      + offsetStorage.count * 8 + byteStorage.count + children.reduce(0) { $0 + $1.byteCount }
  }
}
