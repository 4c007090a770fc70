import ByteIO
import Judging
import TableFormats
import Tables
import Testing

/// Transforms of random tables, with DuckDB as the judge of every value.
@Suite struct TransformJudgeTests {
  static let schema = TableSchema(
    name: "data",
    columns: [
      Column("id", .integer), Column("a", .integer), Column("b", .integer), Column("x", .double), Column("y", .double),
      Column("t", .text), Column("u", .text), Column("d", .date), Column("m", .timestamp(zone: nil)),
      Column("f", .boolean), Column("p", .decimal(precision: 12, scale: 3)),
      Column("w", .decimal(precision: 30, scale: 2)),
    ])

  private static func table(seed: UInt64, rows: Int) -> [TableChunk] {
    var random = RandomTable(seed: seed)
    let words = ["", "a", "Łódź", "东京", "item 1", "item 12", "b,c", "Z", "_", "100%", "aaaaaaaaaa", "aaaaaaaab"]
    var id: Int64 = 0
    return stride(from: 0, to: rows, by: 700).map { first in
      let chunk = TableChunk(schema)
      for _ in first..<min(first + 700, rows) {
        chunk.columns[0].append(integer: id)
        id += 1
        for column in chunk.columns.dropFirst() {
          if random.below(10) == 0 {
            column.appendNull()
            continue
          }
          switch column.type {
          case .integer: column.append(integer: Int64(random.below(21)) - 10)
          case .double:
            column.append(double: random.below(50) == 0 ? .nan : Double(random.below(2_000)) / 8 - 100)
          case .text: column.append(words[random.below(words.count)])
          case .date: column.append(integer: Int64(random.below(30_000)) - 5_000)
          case .timestamp: column.append(integer: Int64(random.below(2_000_000_000)) * 1_000_003)
          case .boolean: column.append(boolean: random.below(2) == 0)
          case .decimal: column.append(unscaled: Int128(random.below(2_000_000)) - 1_000_000)
          default: column.appendNull()
          }
        }
      }
      chunk.seal()
      return chunk
    }
  }

  /// Writes the table and what we make of it; DuckDB runs the same query on the same table.
  private func judge(_ seed: UInt64, rows: Int, _ cases: [(sql: String, ours: any TableSource)]) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      write(ChunkSource(Self.schema, Self.table(seed: seed, rows: rows))) { ParquetWriter($0) }, to: "data.parquet")
    for (number, query) in cases.enumerated() {
      try folder.write(query.sql, to: "\(number).sql")
      do {
        try folder.write(Array(lines(of: query.ours).utf8), to: "\(number).ndjson")
      } catch {
        Issue.record("\(query.sql): \(error)")
        return
      }
    }
    #expect(try TableJudge.run("transforms", folder.path).contains("same \(cases.count)"))
  }

  /// A random expression that both languages write alike.
  private struct Writer {
    var random: RandomTable

    mutating func pick(_ choices: [String]) -> String { choices[random.below(choices.count)] }

    mutating func number(_ depth: Int) -> String {
      if depth == 0 || random.below(4) == 0 { return pick(["a", "b", "x", "y", "id", "3", "-2", "0.5", "p", "w"]) }
      switch random.below(9) {
      case 0...2: return "(\(number(depth - 1)) \(pick(["+", "-"])) \(number(depth - 1)))"
      case 3: return "(\(pick(["a", "b", "x", "p"])) * \(pick(["a", "y", "2", "1.5"])))"
      case 4: return "(\(number(depth - 1)) / \(pick(["7", "2.5", "1e3"])))"
      case 5: return "abs(\(number(depth - 1)))"
      case 6: return "coalesce(\(pick(["a", "b"])), \(pick(["b", "0"])))"
      case 7: return "if(\(condition(depth - 1)), \(pick(["a", "b"])), \(pick(["b", "5"])))"
      default:
        return pick([
          "length(t)", "year(d)", "month(d)", "day(d)", "week(d)", "quarter(m)", "hour(m)", "second(m)",
          "(d - date('2020-01-01'))",
        ])
      }
    }

    mutating func text(_ depth: Int) -> String {
      if depth == 0 { return pick(["t", "u", "'a'", "'Łódź'"]) }
      switch random.below(7) {
      case 0: return "upper(\(text(depth - 1)))"
      case 1: return "(\(text(depth - 1)) || \(text(depth - 1)))"
      case 2: return "concat(\(text(depth - 1)), \(text(depth - 1)))"
      case 3: return "left(\(text(depth - 1)), 3)"
      case 4: return "replace(\(text(depth - 1)), 'a', 'ó')"
      case 5: return "substring(\(text(depth - 1)), 2, 4)"
      default: return pick(["t", "u"])
      }
    }

    mutating func condition(_ depth: Int) -> String {
      if depth <= 0 { return pick(["f", "a > 3", "t = 'a'", "d >= '2020-01-01'", "x is null"]) }
      let comparison = pick(["=", "<>", "<", "<=", ">", ">="])
      switch random.below(10) {
      case 0: return "(\(condition(depth - 1)) and \(condition(depth - 1)))"
      case 1: return "(\(condition(depth - 1)) or \(condition(depth - 1)))"
      case 2: return "not (\(condition(depth - 1)))"
      case 3: return "\(text(depth - 1)) \(comparison) \(text(depth - 1))"
      case 4: return "\(pick(["t", "u"])) like \(pick(["'%a%'", "'item _'", "'a%b'", "'%'"]))"
      case 5: return "\(pick(["a", "b"])) in (1, 2, \(pick(["b", "null", "5"])))"
      case 6: return "\(pick(["a", "x", "p"])) between -3 and 8"
      case 7: return "\(pick(["d", "m"])) \(comparison) \(pick(["'1999-12-31'", "d", "m"]))"
      default: return "\(number(depth - 1)) \(comparison) \(number(depth - 1))"
      }
    }
  }

  @Test func expressionsAgree() throws {
    let rows = 700
    var writer = Writer(random: RandomTable(seed: 77))
    var cases: [(sql: String, ours: any TableSource)] = []
    for index in 0..<(TableJudge.isLong ? 600 : 60) {
      let list = "id, \(writer.number(3)) as n, \(writer.text(2)) as s, \(writer.condition(3)) as c"
      let condition = writer.condition(2)
      let source = ChunkSource(Self.schema, Self.table(seed: 5, rows: rows))
      cases.append(
        ("select \(list) from data where \(condition) order by id", try source.filtering(condition).selecting(list)))
      _ = index
    }
    try judge(5, rows: rows, cases)
  }

  @Test func sortingAgrees() throws {
    let rows = 4_000
    var cases: [(sql: String, ours: any TableSource)] = []
    for keys in [
      "a desc nulls first, t", "t, x desc", "x", "y desc nulls first", "w, id desc", "d desc, m",
      "f, u desc nulls last", "m",
      "length(t) desc nulls last, p",
    ] {
      // The least memory, so that there are many runs.
      let source = ChunkSource(Self.schema, Self.table(seed: 8, rows: rows))
      let order = keys.split(separator: ",").map { key in
        key.contains("nulls") ? String(key) : key + " nulls last"
      }.joined(separator: ",")
      cases.append(("select * from data order by \(order), id", try source.sorting(keys, .init(memory: 1 << 16))))
    }
    try judge(8, rows: rows, cases)
  }

  @Test(arguments: [1 << 16, 128 << 20]) func groupsAgree(memory: Int) throws {
    let rows = 4_000
    let queries = [
      ("t", "t, count(*) as n, sum(a) as s, avg(x) as m, min(u) as l, max(d) as g"),
      ("t, a", "t, a, count(b) as n, sum(p) as s, sum(w) as v, max(m) as g"),
      ("id % 1500 as k", "k, count(*) as n, sum(y) as s, min(t) as l, max(f) as g, sum(a) / count(*) as q"),
      ("id", "id, sum(x) as s, max(t) as t"), ("year(d) as y", "y, count(*) as n, avg(p) as m, min(w) as l"),
      ("f, u", "f, u, count(*) as n, count_distinct(a) as c, count_distinct(t) as e"),
    ]
    var cases: [(sql: String, ours: any TableSource)] = []
    for (keys, list) in queries {
      let source = ChunkSource(Self.schema, Self.table(seed: 9, rows: rows))
      let distinct = list.replacing("count_distinct(", with: "count(distinct ")
      let computed = keys.contains(" as ")
      let inner = computed ? "(select *, \(keys) from data)" : "data"
      let plain = computed ? String(keys.suffix(1)) : keys
      let key = plain.split(separator: ",").map { "\($0) nulls last" }.joined(separator: ",")
      cases.append(
        (
          "select \(distinct) from \(inner.replacing("*,", with: computed && plain == "y" ? "* exclude (y)," : "*,")) group by \(plain) order by \(key)",
          try source.grouping(by: keys, list, .init(memory: memory))
        ))
    }
    try judge(9, rows: rows, cases)
  }

  @Test func joinsAgree() throws {
    func left() -> any TableSource { ChunkSource(Self.schema, Self.table(seed: 10, rows: 900)) }
    func right() throws -> any TableSource {
      try left().filtering("id < 40 and t <> 'Z'").selecting("a, t, x as other, w as wide")
    }
    let small = "(select a, t, x as other, w as wide from data where id < 40 and t <> 'Z')"
    let order = "order by id, other nulls last, wide nulls last"
    try judge(
      10, rows: 900,
      [
        (
          "select l.id, l.u, r.other, r.wide from data l join \(small) r on l.a = r.a and l.t = r.t \(order)",
          try left().joining(right(), on: ["a": "a", "t": "t"], .inner).selecting("id, u, other, wide")
            .sorting("id, other, wide")
        ),
        (
          "select l.id, l.u, r.other, r.wide from data l left join \(small) r on l.a = r.a and l.t = r.t \(order)",
          try left().joining(right(), on: ["a": "a", "t": "t"]).selecting("id, u, other, wide").sorting(
            "id, other, wide")
        ),
        (
          "select * from data l semi join \(small) r on l.t = r.t order by id",
          try left().joining(right(), on: ["t": "t"], .semi)
        ),
        (
          "select * from data l anti join \(small) r on l.t = r.t order by id",
          try left().joining(right(), on: ["t": "t"], .anti)
        ),
      ])
  }

  @Test func pivotsAgree() throws {
    try judge(
      11, rows: 2_000,
      [
        (
          "select * from (pivot (select b, t, p from data where t <> '') on t using sum(p) group by b) order by b nulls last",
          try ChunkSource(Self.schema, Self.table(seed: 11, rows: 2_000)).filtering("t <> ''")
            .pivoting(rows: "b", column: "t", cell: "sum(p)", .init(memory: 1 << 16))
        )
      ])
  }
}
