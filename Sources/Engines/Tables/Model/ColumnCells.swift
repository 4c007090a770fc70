/// The memory of a column's values.
@usableFromInline @frozen
struct ColumnCells: ~Copyable {
  @usableFromInline var rows = 0
  @usableFromInline var nulls = 0
  /// Bits of 64 rows each, set where there is a value; kept only from the first null on.
  @usableFromInline var validity = Storage<UInt64>()
  @usableFromInline var integerStorage: Storage<Int64>
  @usableFromInline var wideStorage: Storage<Int128>
  @usableFromInline var doubleStorage: Storage<Double>
  @usableFromInline var booleanStorage: Storage<UInt8>
  @usableFromInline var offsetStorage: Storage<Int>
  @usableFromInline var byteStorage: Storage<UInt8>

  init(_ layout: ColumnType.Layout, reserving rows: Int) {
    integerStorage = Storage(reserving: layout == .integers ? rows : 0)
    wideStorage = Storage(reserving: layout == .wideIntegers ? rows : 0)
    doubleStorage = Storage(reserving: layout == .doubles ? rows : 0)
    booleanStorage = Storage(reserving: layout == .booleans ? rows : 0)
    offsetStorage = Storage(reserving: layout == .bytes || layout == .list ? rows + 1 : 0)
    byteStorage = Storage(reserving: layout == .bytes ? rows * 8 : 0)
    offsetStorage.append(0)
  }
}

extension ColumnVector {
  @inlinable var rows: Int {
    @inline(__always) get { cells.pointee.rows }
    @inline(__always) set { cells.pointee.rows = newValue }
  }

  @inlinable var nulls: Int {
    @inline(__always) get { cells.pointee.nulls }
    @inline(__always) set { cells.pointee.nulls = newValue }
  }

  @inlinable var validity: Storage<UInt64> {
    @inline(__always) _read { yield cells.pointee.validity }
    @inline(__always) _modify { yield &cells.pointee.validity }
  }

  @inlinable var integerStorage: Storage<Int64> {
    @inline(__always) _read { yield cells.pointee.integerStorage }
    @inline(__always) _modify { yield &cells.pointee.integerStorage }
  }

  @inlinable var wideStorage: Storage<Int128> {
    @inline(__always) _read { yield cells.pointee.wideStorage }
    @inline(__always) _modify { yield &cells.pointee.wideStorage }
  }

  @inlinable var doubleStorage: Storage<Double> {
    @inline(__always) _read { yield cells.pointee.doubleStorage }
    @inline(__always) _modify { yield &cells.pointee.doubleStorage }
  }

  @inlinable var booleanStorage: Storage<UInt8> {
    @inline(__always) _read { yield cells.pointee.booleanStorage }
    @inline(__always) _modify { yield &cells.pointee.booleanStorage }
  }

  @inlinable var offsetStorage: Storage<Int> {
    @inline(__always) _read { yield cells.pointee.offsetStorage }
    @inline(__always) _modify { yield &cells.pointee.offsetStorage }
  }

  @inlinable var byteStorage: Storage<UInt8> {
    @inline(__always) _read { yield cells.pointee.byteStorage }
    @inline(__always) _modify { yield &cells.pointee.byteStorage }
  }
}
