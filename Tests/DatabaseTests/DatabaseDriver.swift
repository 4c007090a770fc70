import Database
import DatabaseSQLite
import Glibc

/// The drivers under test. Each test makes a database of its own and removes it.
enum DatabaseDriver: String, CaseIterable, Sendable, CustomStringConvertible {
  case sqlite

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
    }
  }
}

func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
  var template = Array("/tmp/export-ia-database.XXXXXX".utf8CString)
  let folder = try template.withUnsafeMutableBufferPointer { buffer in
    guard let start = buffer.baseAddress, let path = mkdtemp(start) else {
      throw DatabaseError(.cannotOpen, "No temporary folder.")
    }
    return String(cString: path)
  }
  do { try await body(folder) } catch {
    removeFolder(folder)
    throw error
  }
  removeFolder(folder)
}

private func removeFolder(_ folder: String) {
  guard let listing = opendir(folder) else { return }
  while let entry = readdir(listing) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { unlink(folder + "/" + name) }
  }
  closedir(listing)
  rmdir(folder)
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
