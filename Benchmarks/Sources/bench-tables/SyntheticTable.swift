import ByteIO
import Tables

/// Half texts, half numbers; the same values for every program that is measured.
final class SyntheticTable: TableSource {
  let schema: TableSchema
  private let rows: Int
  private var row = 0
  private var chunk: TableChunk

  init(rows: Int, columns: Int) {
    self.rows = rows
    schema = TableSchema(
      columns: (0..<columns).map { Column("c\($0)", $0 % 2 == 0 ? .text : .double) })
    chunk = TableChunk(schema, reserving: 16_384)
  }

  func next() throws -> TableChunk? {
    guard row < rows else { return nil }
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    let end = min(rows, row + 16_384)
    var text = ByteBuffer(reserving: 64)
    for (index, column) in chunk.columns.enumerated() {
      if index % 2 == 0 {
        for row in row..<end {
          text.removeAll()
          text.append("item ")
          text.append(decimal: (row * 7 + index) % 1000)
          text.withUnsafeBytes { column.append($0) }
        }
      } else {
        for row in row..<end { column.append(double: Double(row) * 1.25 + Double(index) * 0.5) }
      }
    }
    row = end
    chunk.seal()
    return chunk
  }
}
