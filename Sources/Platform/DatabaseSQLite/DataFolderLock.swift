internal import Database
internal import Glibc
internal import Threads

/// Keeps a second process, or a second opening, from writing to the same database.
///
/// The lock lies in a file of its own: closing any descriptor of the database file would drop SQLite's locks.
final class DataFolderLock: Sendable {
  private let held = Monitor<Int32?>(nil)

  init(for path: String) throws(DatabaseError) {
    let file = path + ".lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code: DatabaseError.Code = errno == ENOSPC || errno == EDQUOT ? .storageFull : .cannotOpen
      throw DatabaseError(
        code,
        "Cannot make the lock file '\(file)': \(String(cString: strerror(errno))). Check that the folder exists and is writable."
      )
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.readHolder(descriptor)
      Glibc.close(descriptor)
      throw DatabaseError(
        .locked,
        "The database '\(path)' is in use by another process\(holder). Stop it, or give this one a data folder of its own."
      )
    }
    let text = "\(getpid())\n"
    held.with { $0 = descriptor }
    // Only a help for the message above, so a full disk does not matter here.
    _ = ftruncate(descriptor, 0)
    _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  private static func readHolder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { $0 >= 48 && $0 <= 57 }
    return digits.isEmpty ? "" : " (process \(String(decoding: digits, as: UTF8.self)))"
  }

  deinit {
    release()
  }

  func release() {
    held.with { descriptor in
      if let open = descriptor { Glibc.close(open) }
      descriptor = nil
    }
  }
}
