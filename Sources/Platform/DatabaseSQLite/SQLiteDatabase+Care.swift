internal import CSQLite
internal import Database
internal import Glibc

extension SQLiteDatabase {
  /// Copies the database as it is now into a new file, while reads and writes go on.
  ///
  /// The file appears under its name only when it is complete and on the disk; an existing one is not replaced.
  public func backUp(to path: String) async throws {
    guard access(path, F_OK) != 0 else {
      throw DatabaseError(.cannotOpen, "The backup '\(path)' exists already. Choose another name, or remove it.")
    }
    let partial = path + ".partial"
    unlink(partial)
    // On a thread of its own: a large copy would hold up other readers.
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
      do {
        try WorkerThread.run { [readers] in
          continuation.resume(
            with: Result {
              do throws(DatabaseError) {
                try Self.copy(readers, to: partial)
                try Self.publish(partial, as: path)
              } catch {
                unlink(partial)
                throw error
              }
            })
        }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  private static func copy(_ readers: ReaderPool, to path: String) throws(DatabaseError) {
    let source = try readers.borrow()
    defer { readers.giveBack(source) }
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard let target = opened else { throw DatabaseError(.cannotOpen, "There is no memory for a backup.") }
    defer { sqlite3_close_v2(target) }
    guard result == SQLITE_OK else { throw DatabaseError.sqlite(target, result) }
    guard let backup = sqlite3_backup_init(target, "main", source.handle, "main") else {
      throw DatabaseError.sqlite(target, sqlite3_errcode(target))
    }
    // All at once is one snapshot; in pieces every write would start it anew.
    let copied = sqlite3_backup_step(backup, -1)
    sqlite3_backup_finish(backup)
    guard copied == SQLITE_DONE else { throw DatabaseError.sqlite(target, copied) }
  }

  private static func publish(_ partial: String, as path: String) throws(DatabaseError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    for name in [partial, folder] {
      if name == folder { guard rename(partial, path) == 0 else { throw failed(path) } }
      let descriptor = Glibc.open(name, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failed(name) }
      defer { Glibc.close(descriptor) }
      guard fsync(descriptor) == 0 else { throw failed(name) }
    }
  }

  private static func failed(_ path: String) -> DatabaseError {
    let code: DatabaseError.Code = errno == ENOSPC || errno == EDQUOT ? .storageFull : .cannotOpen
    return DatabaseError(code, "Cannot write the backup '\(path)': \(String(cString: strerror(errno))).")
  }

  /// Reads every page; throws ``DatabaseError/Code/corrupted`` with the first problems found.
  public func checkIntegrity() async throws {
    let rows = try await query(Statement("pragma integrity_check(10)")).rows
    let problems = try rows.map { try $0.text(0) }
    guard problems == ["ok"] else {
      throw DatabaseError(
        .corrupted,
        "The database file is damaged: \(problems.joined(separator: "; ")). Restore a backup, or recover it with 'sqlite3 .recover'."
      )
    }
  }
}
