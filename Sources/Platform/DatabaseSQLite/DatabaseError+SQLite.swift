internal import CSQLite
internal import Database
internal import Glibc

extension DatabaseError {
  /// The error of the connection's last call.
  static func sqlite(_ connection: OpaquePointer, _ result: Int32) -> DatabaseError {
    let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? "unknown error"
    return sqlite(result, message, systemError: sqlite3_system_errno(connection))
  }

  static func sqlite(_ result: Int32, _ message: String, systemError: Int32) -> DatabaseError {
    var error = DatabaseError(code(of: result, systemError: systemError), message, nativeCode: String(result))
    switch error.code {
    case .uniqueViolation, .notNullViolation, .checkViolation:
      // "UNIQUE constraint failed: job.id"
      if let colon = message.firstIndex(of: ":") {
        error.constraint = String(message[message.index(after: colon)...].drop { $0 == " " })
      }
    case .storageFull:
      error.message = "The disk of the data folder is full. Reads go on; writes work again as soon as there is space."
    case .storageFailed:
      error.message = "The disk of the data folder failed: \(message)."
    case .corrupted:
      error.message =
        "The database file is damaged (\(message)). Restore a backup, or recover it with 'sqlite3 .recover'."
    case .timeLimit: error.message = "The statement took longer than its time limit."
    case .readOnly: error.message = "This connection only reads: \(message)."
    case .busy: error.message = "Another program holds a lock on the database file: \(message)."
    default: break
    }
    return error
  }

  private static func code(of result: Int32, systemError: Int32) -> Code {
    switch result {
    case cs_constraint_unique, cs_constraint_primarykey, cs_constraint_rowid: return .uniqueViolation
    case cs_constraint_foreignkey: return .foreignKeyViolation
    case cs_constraint_check: return .checkViolation
    case cs_constraint_notnull: return .notNullViolation
    case cs_ioerr_fsync, cs_ioerr_dir_fsync: return .storageFailed
    default: break
    }
    switch result & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: return .busy
    case SQLITE_FULL: return .storageFull
    // Growing the log's index reports a full disk as a failed call.
    case SQLITE_IOERR: return systemError == ENOSPC || systemError == EDQUOT ? .storageFull : .storageFailed
    case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupted
    case SQLITE_INTERRUPT: return .timeLimit
    case SQLITE_READONLY: return .readOnly
    case SQLITE_PERM, SQLITE_AUTH: return .permissionDenied
    case SQLITE_CANTOPEN: return .cannotOpen
    case SQLITE_ERROR, SQLITE_RANGE: return .invalidStatement
    case SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_CONSTRAINT: return .invalidValue
    default: return .other
    }
  }
}
