import Database
import Testing

@Suite struct ValueConformance {
  static let values: [SQLValue] = [
    .null, 0, 1, -1, .integer(Int64.max), .integer(Int64.min), 0.5, -1e300, .real(.infinity), 5e-300, "", "text",
    "ünï😀\n\t'\"\\", .text(String(repeating: "x", count: 100_000)), .blob([]), .blob([0, 1, 255, 92, 39]),
    .blob([UInt8](repeating: 0, count: 100_000)), true, false,
  ]

  @Test(arguments: DatabaseDriver.allCases)
  func valuesComeBackAsTheyWere(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let types =
        switch database.dialect {
        case .sqlite: ["integer", "real", "text", "blob"]
        case .postgres: ["bigint", "double precision", "text", "bytea"]
        }
      try await database.run(
        Statement("create table v (id bigint primary key, i \(types[0]), r \(types[1]), t \(types[2]), b \(types[3]))"))
      for (id, value) in Self.values.enumerated() {
        let column =
          switch value {
          case .null, .integer: "i"
          case .real: "r"
          case .text: "t"
          case .blob: "b"
          }
        try await database.run(Statement("insert into v (id, \(column)) values ($1, $2)", [.integer(id), value]))
        let row = try await database.query(Statement("select \(column) from v where id = $1", [.integer(id)])).only
        #expect(row[0] == value, "value \(id)")
      }
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func placeholdersMayStandInAnyOrder(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let row = try await database.query(
        Statement("select cast($2 as bigint) as b, cast($1 as bigint) as a, cast($2 as bigint) as c", [1, 2])
      ).only
      #expect(row.columns == ["b", "a", "c"])
      #expect(try row.int("a") == 1 && row.int("b") == 2 && row.int("c") == 2)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func refusedValues(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      try await database.run(Statement("create table v (t text, r double precision)"))
      let refused: [(String, SQLValue)] = [("t", "a\0b"), ("t", "\0"), ("r", .real(.nan))]
      for (column, value) in refused {
        await #expect(throws: DatabaseError.self) {
          try await database.run(Statement("insert into v (\(column)) values ($1)", [value]))
        }
        let code = await errorCode {
          try await database.run(Statement("insert into v (\(column)) values ($1)", [value]))
        }
        #expect(code == .invalidValue, "\(value)")
      }
      #expect(try await database.query(Statement("select count(*) from v")).only.int(0) == 0)
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func typedAccessSaysWhatIsWrong(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let row = try await database.query(
        Statement("select cast(7 as bigint) as n, 'x' as t, null as absent, cast(2 as bigint) as flag")
      ).only
      #expect(try row.int("n") == 7 && row.text(1) == "x" && row.intIfPresent("absent") == nil)
      #expect(try row.double("n") == 7)
      let problems: [(String, () throws -> Void)] = [
        ("Column 't' holds text, not an integer.", { _ = try row.int("t") }),
        ("Column 'absent' holds null, not text.", { _ = try row.text("absent") }),
        ("Column 'flag' holds an integer, not 0 or 1.", { _ = try row.bool("flag") }),
        ("The result has no column 'm'; it has n, t, absent, flag.", { _ = try row.int("m") }),
        ("The result has 4 columns; there is none at 4.", { _ = try row.int(4) }),
      ]
      for (message, access) in problems {
        #expect { try access() } throws: { ($0 as? DatabaseError)?.message == message }
      }
    }
  }

  @Test(arguments: DatabaseDriver.allCases)
  func theDatabaseHasAClock(_ driver: DatabaseDriver) async throws {
    try await driver.withDatabase { database in
      let now = try await database.query(Statement("select \(database.dialect.currentTime)")).only.int(0)
      // Between 2020 and 2100, in microseconds.
      #expect((1_577_836_800_000_000..<4_102_444_800_000_000).contains(now))
    }
  }
}
