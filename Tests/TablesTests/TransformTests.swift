import ByteIO
import Tables
import Testing

@Suite struct TransformTests {
  /// Rows of `amount`, `city`, `day`, in chunks of two rows.
  private final class Sales: TableSource {
    let schema = TableSchema(
      name: "sales", columns: [Column("amount", .integer), Column("city", .text), Column("price", .double)])
    private var left: [(Int64?, String?, Double?)] = [
      (5, "Lyon", 1.5), (nil, "Oslo", 2), (7, "Lyon", nil), (1, nil, 0.25), (5, "Oslo", 8), (2, "Bern", -1),
    ]
    private var chunk = TableChunk(TableSchema(columns: []))

    func next() -> TableChunk? {
      guard !left.isEmpty else { return nil }
      if chunk.columns.count == 3, isKnownUniquelyReferenced(&chunk) {
        chunk.removeAll()
      } else {
        chunk = TableChunk(schema)
      }
      for (amount, city, price) in left.prefix(2) {
        if let amount { chunk.columns[0].append(integer: amount) } else { chunk.columns[0].appendNull() }
        if let city { chunk.columns[1].append(city) } else { chunk.columns[1].appendNull() }
        if let price { chunk.columns[2].append(double: price) } else { chunk.columns[2].appendNull() }
      }
      left.removeFirst(2)
      chunk.seal()
      return chunk
    }
  }

  private func show(_ source: any TableSource) throws -> String {
    var lines = [source.schema.columns.map(\.name).joined(separator: ",")]
    // All chunks are held, so that a source that uses memory again too early shows.
    var chunks: [TableChunk] = []
    while let chunk = try source.next() { chunks.append(chunk) }
    for chunk in chunks {
      for row in 0..<chunk.count {
        lines.append(
          chunk.columns.map { column in
            var text = ByteBuffer()
            if !column.isNull(row) { text.append(valueOf: column, at: row) } else { text.append("-") }
            return text.text
          }.joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func columnsAreSelectedAndComputed() throws {
    #expect(
      try show(Sales().selecting("city as town, amount * 2 as double"))
        == "town,double\nLyon,10\nOslo,-\nLyon,14\n-,2\nOslo,10\nBern,4")
    #expect(
      try show(Sales().computing("amount + 1 as amount, upper(city)").limited(to: 1))
        == "amount,city,price,upper(city)\n6,Lyon,1.5,LYON")
    #expect(
      try show(Sales().renaming(["city": "amount", "amount": "city"]).limited(to: 1)) == "city,amount,price\n5,Lyon,1.5"
    )
    #expect(try show(Sales().dropping(["city"]).limited(to: 1, skipping: 3)) == "amount,price\n1,0.25")
  }

  @Test func rowsAreFiltered() throws {
    #expect(try show(Sales().filtering("amount >= 5 and city != 'Oslo'")) == "amount,city,price\n5,Lyon,1.5\n7,Lyon,-")
    #expect(try show(Sales().filtering("price > 100")) == "amount,city,price")
    #expect(try show(Sales().filtering("true")) == (try show(Sales())))
  }

  @Test func rowsAreSorted() throws {
    #expect(
      try show(Sales().sorting("city, amount desc").selecting("city, amount"))
        == "city,amount\nBern,2\nLyon,7\nLyon,5\nOslo,5\nOslo,-\n-,1")
    #expect(
      try show(Sales().sorting("price * price desc nulls first").selecting("price"))
        == "price\n-\n8\n2\n1.5\n-1\n0.25")
  }

  @Test func rowsAreGrouped() throws {
    #expect(
      try show(Sales().grouping(by: "city", "city, sum(amount) as total, count() as rows, mean(price)"))
        == "city,total,rows,mean(price)\nBern,2,1,-1\nLyon,12,2,1.5\nOslo,5,2,5\n-,1,1,0.25")
    #expect(
      try show(Sales().grouping(by: "amount > 4 as large", "large, count(amount), min(city), last(price) * 2 as p"))
        == "large,count(amount),min(city),p\nfalse,2,Bern,-2\ntrue,3,Lyon,16\n-,0,Oslo,4")
    #expect(
      try show(Sales().grouping(by: "", "sum(price) / count() as m, count_distinct(city)"))
        == "m,count_distinct(city)\n1.7916666666666667,3")
    #expect(try show(Sales().filtering("false").grouping(by: "", "count(), sum(price)")) == "count(),sum(price)\n0,-")
    #expect(try show(Sales().grouping(by: "city")) == "city\nBern\nLyon\nOslo\n-")
    #expect(try show(Sales().grouping(by: "length(city)", "length(city), count()")) == "length(city),count()\n4,5\n-,1")
  }

  @Test func groupsBecomeColumns() throws {
    #expect(
      try show(Sales().pivoting(rows: "amount > 4 as large", column: "city", cell: "sum(price)"))
        == "large,Bern,Lyon,Oslo,(none)\nfalse,-1,-,-,0.25\ntrue,-,1.5,8,-\n-,-,-,2,-")
    #expect(throws: TableError.self) {
      _ = try Sales().pivoting(rows: "city", column: "price", cell: "count()", columns: 3)
    }
  }

  @Test(arguments: JoinKind.allCases) func tablesAreJoined(kind: JoinKind) throws {
    let other = try Sales().selecting("city, price * 10 as price").filtering("city != 'Bern'")
    let joined = try Sales().selecting("city, amount").joining(other, on: ["city": "city"], kind)
    let expected: [JoinKind: String] = [
      .inner: "city,amount,price\nLyon,5,15\nLyon,5,-\nOslo,-,20\nOslo,-,80\nLyon,7,15\nLyon,7,-\nOslo,5,20\nOslo,5,80",
      .left:
        "city,amount,price\nLyon,5,15\nLyon,5,-\nOslo,-,20\nOslo,-,80\nLyon,7,15\nLyon,7,-\n-,1,-\nOslo,5,20\nOslo,5,80\nBern,2,-",
      .semi: "city,amount\nLyon,5\nOslo,-\nLyon,7\nOslo,5", .anti: "city,amount\n-,1\nBern,2",
    ]
    #expect(try show(joined) == expected[kind])
  }

  @Test func tablesAreAppended() throws {
    let other = try Sales().selecting("city, amount / 2 as amount, upper(city) as name").limited(to: 2)
    #expect(
      try show(Sales().selecting("amount, city").limited(to: 2).appending([other]))
        == "amount,city,name\n5,Lyon,-\n-,Oslo,-\n2.5,Lyon,LYON\n-,Oslo,OSLO")
    #expect(
      try show(
        Sales().selecting("city").limited(to: 1).appending([Sales().dropping(["city"]).limited(to: 1)], origin: "of"))
        == "of,city,amount,price\nsales,Lyon,-,-\nsales,-,5,1.5")
    let error = #expect(throws: TableError.self) {
      _ = try Sales().appending([Sales().selecting("city as amount")])
    }
    #expect(error?.message.contains("'amount' is integer in one table and text in 'sales'") == true)
  }

  @Test func totalsAreTakenOnTheWay() throws {
    let source = Sales()
    let totals = try TableTotals("sum(amount), mean(Price), count(), max(city)", of: source.schema)
    #expect(totals.entries.map(\.column) == [0, 2, nil, 1])
    while let chunk = source.next() { totals.add(chunk, rows: 0..<chunk.count) }
    let result = try totals.result()
    #expect(result.columns[0].integers[0] == 20 && result.columns[1].doubles[0] == 2.15)
    #expect(result.columns[2].integers[0] == 6 && result.columns[3].text(at: 0) == "Oslo")
    try totals.reset()
    #expect(try totals.result().columns[0].isNull(0))
    #expect(throws: TableError.self) { _ = try TableTotals("amount + 1", of: source.schema) }
  }

  @Test func aSpooledTableIsReadTwice() throws {
    let spool = try TableSpool(Sales())
    #expect(spool.rows == 6)
    #expect(try show(spool.table()) == show(Sales()))
    #expect(try show(spool.table()) == show(Sales()))
  }

  static let faults: [(text: String, says: String)] = [
    ("city > 5", "cannot be compared"), ("amout > 5", "did you mean 'amount'?"), ("amount", "true or false"),
    ("10 / (amount - 7) > 0", "row 3"), ("integer(city) > 0", "'Lyon' is no integer"),
  ]

  @Test(arguments: faults) func faultsSayWhere(text: String, says: String) {
    let error = #expect(throws: TableError.self) { _ = try show(Sales().filtering(text)) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test func aFolderThatIsNotThereIsNamed() throws {
    let error = #expect(throws: TableError.self) {
      _ = try show(
        Sales().pivoting(rows: "city", column: "amount", cell: "count()", .init(folder: "/nowhere/at/all")))
    }
    #expect(error?.message.contains("/nowhere/at/all") == true)
  }
}
