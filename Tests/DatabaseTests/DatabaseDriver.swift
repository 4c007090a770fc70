import Database
import DatabasePostgres
import DatabaseSQLite
import Glibc
import Judging

/// The drivers under test. Each test makes a database of its own and removes it.
enum DatabaseDriver: String, CaseIterable, Sendable, CustomStringConvertible {
  case sqlite
  case postgres

  var description: String { rawValue }

  func withDatabase(_ body: (any SQLDatabase) async throws -> Void) async throws {
    switch self {
    case .sqlite:
      try await withTemporaryFolder { folder in
        let database = try await SQLiteDatabase.open(folder + "/test.db")
        do { try await body(database) } catch {
          await database.close()
          throw error
        }
        await database.close()
      }
    case .postgres:
      try await withPostgresSchema { url in
        let database = try await PostgresDatabase.open(url, configuration: PostgresConfiguration(connections: 6))
        do { try await body(database) } catch {
          await database.close()
          throw error
        }
        await database.close()
      }
    }
  }
}

/// The URL of the test server, with a schema of its own that is gone afterwards.
func withPostgresSchema(_ body: (String) async throws -> Void) async throws {
  let server = try testServer()
  let schema = "t\(UInt64.random(in: 0...UInt64.max))"
  let admin = try await PostgresDatabase.open(server, configuration: PostgresConfiguration(connections: 1))
  try await admin.run(Statement("create schema \(schema)"))
  do { try await body("\(server)?options=-csearch_path%3D\(schema)") } catch {
    _ = try? await admin.run(Statement("drop schema \(schema) cascade"))
    await admin.close()
    throw error
  }
  try await admin.run(Statement("drop schema \(schema) cascade"))
  await admin.close()
}

func testServer() throws -> String {
  guard let url = getenv("EXPORT_IA_TEST_POSTGRES_URL") else {
    throw DatabaseError(
      .cannotOpen, "EXPORT_IA_TEST_POSTGRES_URL is not set. Run the tests with: scripts/with-test-servers swift test")
  }
  return String(cString: url)
}

/// The code of the error that the body throws, or nil.
func errorCode(_ body: () async throws -> Void) async -> DatabaseError.Code? {
  do {
    try await body()
    return nil
  } catch let error as DatabaseError {
    return error.code
  } catch {
    return .other
  }
}
