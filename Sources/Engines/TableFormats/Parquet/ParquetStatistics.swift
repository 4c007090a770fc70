internal import Tables

/// The least and the greatest value of a column chunk, by the order of its type.
struct ParquetStatistics {
  var nulls = 0
  private var least: Int64 = .max
  private var greatest: Int64 = .min
  private var leastWide: Int128 = .max
  private var greatestWide: Int128 = .min
  private var leastDouble = Double.infinity
  private var greatestDouble = -Double.infinity
  private var leastBytes: [UInt8]?
  private var greatestBytes: [UInt8]?
  private var hasNaN = false
  private var hasValue = false

  /// Longer bounds are left out: a footer is no place for a novel.
  static let longestBound = 256

  @inline(__always)
  mutating func add(_ value: Int64) {
    hasValue = true
    if value < least { least = value }
    if value > greatest { greatest = value }
  }

  mutating func add(_ value: Int128) {
    hasValue = true
    leastWide = min(leastWide, value)
    greatestWide = max(greatestWide, value)
  }

  @inline(__always)
  mutating func add(_ value: Double) {
    if value.isNaN {
      hasNaN = true
      return
    }
    hasValue = true
    if value < leastDouble { leastDouble = value }
    if value > greatestDouble { greatestDouble = value }
  }

  mutating func add(_ value: UnsafeRawBufferPointer) {
    if !hasValue {
      leastBytes = Array(value)
      greatestBytes = leastBytes
      hasValue = true
      return
    }
    if let bound = leastBytes, bound.withUnsafeBytes({ Self.precedes(value, $0) }) { leastBytes = Array(value) }
    if let bound = greatestBytes, bound.withUnsafeBytes({ Self.precedes($0, value) }) { greatestBytes = Array(value) }
  }

  /// Unsigned, byte by byte, as Parquet orders texts.
  static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let shared = min(left.count, right.count)
    for index in 0..<shared where left[index] != right[index] { return left[index] < right[index] }
    return left.count < right.count
  }

  /// Both bounds as Parquet stores them; nil where there are none to tell.
  func bounds(_ physical: ParquetPhysical) -> (least: [UInt8], greatest: [UInt8])? {
    guard hasValue else { return nil }
    switch physical {
    case .boolean: return ([UInt8(least)], [UInt8(greatest)])
    case .int32: return (Self.bytes(Int32(truncatingIfNeeded: least)), Self.bytes(Int32(truncatingIfNeeded: greatest)))
    case .int64: return (Self.bytes(least), Self.bytes(greatest))
    case .double:
      // Readers may not tell zeros apart, so both bounds include both.
      let low = leastDouble == 0 ? -0.0 : leastDouble
      let high = greatestDouble == 0 ? 0.0 : greatestDouble
      return hasNaN ? nil : (Self.bytes(low.bitPattern), Self.bytes(high.bitPattern))
    case .fixedBytes: return (Self.bytes(leastWide.bigEndian), Self.bytes(greatestWide.bigEndian))
    case .byteArray:
      guard let leastBytes, let greatestBytes, leastBytes.count <= Self.longestBound,
        greatestBytes.count <= Self.longestBound
      else { return nil }
      return (leastBytes, greatestBytes)
    case .int96, .float: return nil
    }
  }

  private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) }
  }
}
