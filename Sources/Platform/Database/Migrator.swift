/// Brings a component's part of the schema up to date: upwards only, one step per transaction, one migrator at a time.
///
/// What was applied is kept in the table `schema_migration`. After a crash the next start goes on where it stopped.
public struct Migrator: Sendable {
  private let component: String
  private let migrations: [Migration]

  /// Steps are numbered 1, 2, 3 … within their component.
  public init(_ component: String, _ migrations: [Migration]) {
    self.component = component
    self.migrations = migrations
  }

  /// Applies what is missing and returns it. Refused when the database is newer or an applied step differs.
  @discardableResult
  public func migrate(_ database: any SQLDatabase) async throws -> [Migration] {
    if try await pending(in: database).isEmpty { return [] }
    var applied: [Migration] = []
    while let migration = try await applyNext(database) { applied.append(migration) }
    return applied
  }

  /// What is missing. Refused as `migrate` would be.
  public func pending(in database: any SQLDatabase) async throws -> [Migration] {
    let exists =
      switch database.dialect {
      case .sqlite: "select count(*) from sqlite_schema where type = 'table' and name = 'schema_migration'"
      case .postgres: "select count(to_regclass('schema_migration'))"
      }
    guard try await database.query(Statement(exists)).only.int(0) == 1 else {
      return try missing([], database.dialect)
    }
    return try await missing(database.query(known).rows, database.dialect)
  }

  private var known: Statement {
    Statement(
      "select number, name, checksum from schema_migration where component = $1 order by number", [.text(component)])
  }

  private func applyNext(_ database: any SQLDatabase) async throws -> Migration? {
    // Each statement sees what others committed while the lock was waited for.
    let options = TransactionOptions(isolation: .readCommitted, timeLimit: .seconds(24 * 3600))
    return try await database.transaction(options) { transaction in
      try await transaction.run(Self.preparation(transaction.dialect))
      let rows = try await transaction.run(known).rows
      guard let next = try missing(rows, transaction.dialect).first else { return nil }
      do {
        for sql in next.statements(transaction.dialect) { try await transaction.run(Statement(sql)) }
      } catch var error as DatabaseError {
        error.message = "\(title(next.number, next.name)) failed: \(error.message)"
        throw error
      }
      try await transaction.run(
        Statement(
          """
          insert into schema_migration (component, number, name, checksum, applied_at)
          values ($1, $2, $3, $4, \(transaction.dialect.currentTime))
          """,
          [.text(component), .integer(next.number), .text(next.name), .text(next.checksum(transaction.dialect))]))
      return next
    }
  }

  private static func preparation(_ dialect: SQLDialect) -> [Statement] {
    let table = Statement(
      """
      create table if not exists schema_migration (component text not null, number bigint not null,
        name text not null, checksum text not null, applied_at bigint not null, primary key (component, number))
      """)
    switch dialect {
    // The one writer is the lock.
    case .sqlite: return [table]
    case .postgres:
      // The key is "export" in ASCII.
      return [
        Statement("set local statement_timeout = 0"),
        Statement("select pg_advisory_xact_lock(\(0x65_78_70_6f_72_74))"), table,
      ]
    }
  }

  private func missing(_ rows: [SQLRow], _ dialect: SQLDialect) throws(DatabaseError) -> [Migration] {
    guard migrations.map(\.number) == Array(1..<migrations.count + 1) else {
      throw refusal("The migrations of '\(component)' are not numbered 1, 2, 3 and so on.")
    }
    for (index, row) in rows.enumerated() {
      let (number, name, checksum) = (try row.int(0), try row.text(1), try row.text(2))
      guard number == index + 1 else {
        throw refusal(
          "The database lacks migration \(index + 1) of '\(component)' but has later ones. Restore a backup.")
      }
      guard index < migrations.count else {
        throw refusal(
          "The database is newer than this program: it has \(title(number, name)), the program knows up to \(migrations.count). Start the newer program, or restore a backup from before it."
        )
      }
      guard migrations[index].checksum(dialect) == checksum else {
        throw refusal(
          "\(title(number, name)) was applied with another text than this program has. Start the program that applied it, or restore a backup from before it."
        )
      }
    }
    return Array(migrations[rows.count...])
  }

  private func title(_ number: Int, _ name: String) -> String {
    "Migration \(number) (\(name)) of '\(component)'"
  }

  private func refusal(_ message: String) -> DatabaseError { DatabaseError(.migrationRefused, message) }
}
