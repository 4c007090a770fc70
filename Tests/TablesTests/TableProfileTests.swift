import Tables
import Testing

@Suite struct TableProfileTests {
  private final class OneChunk: TableSource {
    let schema: TableSchema
    private var chunk: TableChunk?

    init(_ schema: TableSchema, _ chunk: TableChunk) {
      self.schema = schema
      self.chunk = chunk
    }

    func next() -> TableChunk? { chunk.take() }
  }

  @Test func aColumnIsDescribed() throws {
    let schema = TableSchema(columns: [Column("n", .integer), Column("t", .text)])
    let chunk = TableChunk(schema)
    for row in 0..<1000 {
      if row % 10 == 0 { chunk.columns[0].appendNull() } else { chunk.columns[0].append(integer: Int64(row)) }
      chunk.columns[1].append(row % 4 == 0 ? "12" : "b\(row % 4)")
    }
    chunk.seal()
    let profile = try TableProfile(of: OneChunk(schema, chunk))
    let number = profile.columns[0]
    #expect((number.rows, number.nulls, number.distinct, number.isDistinctExact) == (1000, 100, 900, true))
    #expect((number.least, number.greatest, number.mean) == ("1", "999", 500))
    #expect(zip(number.quantiles, [50.0, 250, 500, 750, 950]).allSatisfy { abs($0 - $1) < 3 })
    let text = profile.columns[1]
    #expect(text.top.map(\.value) == ["12", "b1", "b2", "b3"])
    #expect(text.top.map(\.count) == [250, 250, 250, 250])
    #expect(text.conflicts.map(\.value) == ["integer"])
    #expect(text.conflicts.map(\.count) == [250])
    #expect((text.least, text.greatest) == ("12", "b3"))
  }

  @Test(arguments: [20_000, 60_000]) func manyDistinctValuesAreEstimated(count: Int) throws {
    let schema = TableSchema(columns: [Column("n", .integer)])
    let chunk = TableChunk(schema)
    for row in 0..<count { chunk.columns[0].append(integer: Int64(row) * 7919) }
    chunk.seal()
    let column = try TableProfile(of: OneChunk(schema, chunk)).columns[0]
    #expect(!column.isDistinctExact)
    #expect(abs(column.distinct - count) < count / 25)
  }
}
