import ByteIO
import Tables

/// Tables of random types and values, the same for the same seed.
struct RandomTable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }

  mutating func type(depth: Int, isFlat: Bool) -> ColumnType {
    switch below(isFlat || depth > 2 ? 11 : 13) {
    case 0: .text
    case 1: .integer
    case 2: .double
    case 3: .boolean
    case 4: .date
    case 5: .time
    case 6: .timestamp(zone: nil)
    case 7: .timestamp(zone: "UTC")
    case 8: .decimal(precision: 12, scale: 3)
    case 9: .decimal(precision: 38, scale: 10)
    case 10: .binary
    case 11: .list(type(depth: depth + 1, isFlat: isFlat))
    default:
      .object([
        Column("x", type(depth: depth + 1, isFlat: isFlat)), Column("y", type(depth: depth + 1, isFlat: isFlat)),
      ])
    }
  }

  mutating func schema(columns: Int, isFlat: Bool = false) -> TableSchema {
    TableSchema(columns: (0..<columns).map { Column("c\($0)", type(depth: 0, isFlat: isFlat)) })
  }

  mutating func chunk(_ schema: TableSchema, rows: Int) -> TableChunk {
    let chunk = TableChunk(schema)
    // Some columns have no missing values, some hardly any values.
    let shares = schema.columns.map { _ in below(4) }
    for (index, column) in chunk.columns.enumerated() {
      for _ in 0..<rows { append(to: column, missing: [0, 10, 50, 90][shares[index]]) }
    }
    chunk.seal()
    return chunk
  }

  mutating func append(to column: ColumnVector, missing: Int) {
    if below(100) < missing { return column.appendNull() }
    switch column.type {
    case .text: column.append(text())
    case .integer: column.append(integer: below(2) == 0 ? Int64(below(100)) : Int64(bitPattern: bits()))
    case .double: column.append(double: double())
    case .boolean: column.append(boolean: below(2) == 0)
    case .date: column.append(integer: Int64(below(60_000)) - 20_000)
    case .time: column.append(integer: Int64(below(86_400_000_000)))
    case .timestamp: column.append(integer: Int64(below(4_000_000_000_000_000)) - 1_000_000_000_000_000)
    case .duration: column.append(integer: Int64(below(1_000_000_000_000)) - 500_000_000_000)
    case .decimal(let precision, _):
      if precision > 18 {
        column.append(wide: Int128(Int64(bitPattern: bits())) * 1_000_000_007 * 1_000)
      } else {
        column.append(integer: Int64(below(2_000_000_000)) - 1_000_000_000)
      }
    case .binary:
      for _ in 0..<below(12) { column.appendPart(UInt8(truncatingIfNeeded: bits())) }
      column.endBytes()
    case .list:
      for _ in 0..<below(4) { append(to: column.children[0], missing: missing) }
      column.endList()
    case .object:
      for child in column.children { append(to: child, missing: missing) }
      column.endObject()
    }
  }

  private mutating func double() -> Double {
    switch below(5) {
    case 0: return Double(below(1000))
    case 1: return Double(below(100_000)) / 100
    case 2: return -0.0
    default:
      let value = Double(bitPattern: bits())
      return value.isFinite ? value : 1
    }
  }

  private mutating func text() -> String {
    let pieces = ["a", "B", " ", ",", "\"", "é", "東", "🎈", "\n", "\r\n", "1", "=", "-", "\t", ";", "<", "&", "item"]
    var text = ""
    for _ in 0..<below(7) { text += pieces[below(pieces.count)] }
    return text
  }
}

/// Passes chunks on.
final class ChunkSource: TableSource {
  let schema: TableSchema
  private var chunks: [TableChunk]

  init(_ schema: TableSchema, _ chunks: [TableChunk]) {
    self.schema = schema
    self.chunks = chunks.reversed()
  }

  func next() -> TableChunk? { chunks.popLast() }
}
