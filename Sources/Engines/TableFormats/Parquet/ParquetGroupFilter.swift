internal import Tables

/// Tells by their statistics which row groups have no row that is meant.
struct ParquetGroupFilter {
  let nodes: [ParquetNode]
  /// Whether our own writer made the file: it leaves bounds out where a NaN is among the values; others may not.
  let isOurs: Bool

  func excludes(_ group: ParquetMetadata.Group, _ bounds: [ColumnBound]) -> Bool {
    bounds.contains { bound in
      guard case .leaf(let leaf) = nodes[bound.column], leaf.index < group.chunks.count,
        let statistics = group.chunks[leaf.index].statistics
      else { return false }
      // What is missing fulfils no comparison.
      if let nulls = statistics.nulls, nulls == group.chunks[leaf.index].values, nulls > 0 { return true }
      return excludes(leaf, statistics, bound)
    }
  }

  private func excludes(
    _ leaf: ParquetNode.Leaf, _ statistics: ParquetMetadata.Statistics, _ bound: ColumnBound
  ) -> Bool {
    guard let least = statistics.least, let greatest = statistics.greatest else { return false }
    switch bound.value {
    case .integer(let value):
      guard isWhole(leaf), let least = Self.integer(least), let greatest = Self.integer(greatest) else { return false }
      return Self.excludes(least, greatest, value, bound.relation)
    case .double(let value):
      guard leaf.element.physical == .double, leaf.type == .double, let least = Self.integer(least, bytes: 8),
        let greatest = Self.integer(greatest, bytes: 8)
      else { return false }
      // A NaN is greater than every number.
      guard isOurs || bound.relation != .atLeast else { return false }
      let low = Double(bitPattern: UInt64(bitPattern: least))
      let high = Double(bitPattern: UInt64(bitPattern: greatest))
      guard low <= high else { return false }
      return Self.excludes(low, high, value, bound.relation)
    case .bytes(let value):
      guard leaf.element.physical == .byteArray, leaf.type == .text else { return false }
      switch bound.relation {
      case .atMost: return Self.precedes(value, least)
      case .atLeast: return Self.precedes(greatest, value)
      case .equal: return Self.precedes(value, least) || Self.precedes(greatest, value)
      }
    }
  }

  /// Whether the stored integers are the column's values as they are.
  private func isWhole(_ leaf: ParquetNode.Leaf) -> Bool {
    guard leaf.element.physical == .int32 || leaf.element.physical == .int64, !ParquetTypes.isUnsigned(leaf.element)
    else { return false }
    switch leaf.type {
    case .integer, .date, .duration: return true
    case .time, .timestamp: return ParquetTypes.unit(leaf.element) == .microseconds
    default: return false
    }
  }

  private static func excludes<Value: Comparable>(
    _ least: Value, _ greatest: Value, _ value: Value, _ relation: ColumnBound.Relation
  ) -> Bool {
    switch relation {
    case .atMost: least > value
    case .atLeast: greatest < value
    case .equal: least > value || greatest < value
    }
  }

  /// A plain value of 4 or 8 bytes.
  private static func integer(_ bytes: [UInt8], bytes wanted: Int? = nil) -> Int64? {
    guard bytes.count == wanted ?? bytes.count else { return nil }
    let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    switch bytes.count {
    case 4: return Int64(Int32(truncatingIfNeeded: value))
    case 8: return Int64(bitPattern: value)
    default: return nil
    }
  }

  private static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { ParquetStatistics.precedes(left, $0) } }
  }
}
