internal import ByteIO

/// How many different values there are, exactly.
final class DistinctColumn: AggregateColumn {
  let type = ColumnType.integer
  private var counts: [Int64] = []
  /// A group's number and a value each.
  private var seen = ByteDictionary()
  private var key = ByteBuffer(reserving: 64)

  var byteCount: Int { counts.count * 8 + seen.byteCount + seen.count * 24 }

  func grow(to groups: Int) { counts.append(contentsOf: repeatElement(0, count: groups - counts.count)) }

  func add(_ column: ColumnVector?, _ groups: UnsafeBufferPointer<Int32>) {
    guard let column else { return }
    for (row, group) in groups.enumerated() where group >= 0 && !column.isNull(row) {
      key.removeAll()
      key.append(littleEndian: group)
      RowKey.append(row, of: column, to: &key)
      if key.withUnsafeBytes({ seen.number(of: $0).isNew }) { counts[Int(group)] += 1 }
    }
  }

  func finish(_ group: Int, into result: ColumnVector) { result.append(integer: counts[group]) }
}
