internal import Database

struct PostgresTransaction: SQLTransaction {
  let lease: PostgresLease

  var dialect: SQLDialect { .postgres }

  func run(_ statements: [Statement]) async throws -> [SQLResult] {
    try await lease.run(statements)
  }
}
