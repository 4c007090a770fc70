internal import CSQLite
internal import Database
internal import Threads

/// Keeps the write-ahead log small: has it copied into the database file, and cuts it when it became large.
///
/// The copier does nearly all of it beside the commits; the writer then copies what came meanwhile, which is little,
/// so that the log starts anew. Copied by the writer alone, one commit in twenty waited 15 ms.
/// Belongs to the writer's thread.
final class WriteAheadLog {
  private let connection: SQLiteConnection
  private let configuration: SQLiteConfiguration
  private let copier: LogCopier
  private let pageSize: Int
  private var pages = 0
  private var pagesAtLastAttempt = 0
  /// Since the log was last cut; a log that is copied is written over from its start and keeps its size.
  private var largest = 0
  private var nextRoomAttempt: UInt64 = 0

  init(_ connection: SQLiteConnection, _ configuration: SQLiteConfiguration, _ copier: LogCopier) {
    self.connection = connection
    self.copier = copier
    self.configuration = configuration
    let result = try? connection.execute(Statement("pragma page_size"))
    if case .integer(let size)? = result?.rows.first?.values.first { pageSize = Int(size) } else { pageSize = 4096 }
    // The writer owns both this object and the connection that calls back.
    sqlite3_wal_hook(
      connection.handle,
      { context, _, _, pages in
        if let context { Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue().pages = Int(pages) }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func bytes(_ pages: Int) -> Int { pages * (pageSize + 24) }

  /// A long snapshot can hold back the copying, so it is tried again only after some growth.
  func checkpointIfLarge(_ writer: SQLiteWriter) {
    if let outcome = copier.takeOutcome() { complete(outcome, writer) }
    guard bytes(pages) >= configuration.checkpointBytes, writer.failure == nil else { return }
    if pages < pagesAtLastAttempt { pagesAtLastAttempt = 0 }
    guard bytes(pages - pagesAtLastAttempt) >= configuration.checkpointBytes / 4 else { return }
    largest = max(largest, pages)
    if copier.isBusy {
      // A disk that copies more slowly than we write must not make the log grow without end.
      guard bytes(pages - pagesAtLastAttempt) >= configuration.checkpointBytes * 3 else { return }
      copier.wait()
      if let outcome = copier.takeOutcome() { complete(outcome, writer) }
      return
    }
    pagesAtLastAttempt = pages
    copier.begin()
  }

  private func complete(_ outcome: LogCopier.Outcome, _ writer: SQLiteWriter) {
    if case .failed(let error) = outcome, error.endsWriting {
      writer.stop(error)
      return
    }
    guard writer.failure == nil else { return }
    let copied = checkpoint(SQLITE_CHECKPOINT_PASSIVE, writer)
    if copied, bytes(largest) >= configuration.truncateBytes, checkpoint(SQLITE_CHECKPOINT_TRUNCATE, writer) {
      largest = 0
    }
  }

  /// On a full disk the log cannot grow, but its space can be used again once it is copied.
  func makeRoom(_ writer: SQLiteWriter) {
    guard MonotonicTime.now >= nextRoomAttempt, writer.failure == nil else { return }
    nextRoomAttempt = MonotonicTime.now + 200_000_000
    checkpoint(SQLITE_CHECKPOINT_PASSIVE, writer)
  }

  func checkpointAtEnd() {
    connection.interruption.clear()
    sqlite3_wal_checkpoint_v2(connection.handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
  }

  /// Whether the whole log is in the database file now.
  @discardableResult
  private func checkpoint(_ mode: Int32, _ writer: SQLiteWriter) -> Bool {
    var inLog: Int32 = 0
    var copied: Int32 = 0
    connection.interruption.clear()
    // Readers are not waited for: the writer has better things to do.
    sqlite3_busy_timeout(connection.handle, 0)
    let result = sqlite3_wal_checkpoint_v2(connection.handle, nil, mode, &inLog, &copied)
    sqlite3_busy_timeout(connection.handle, Int32(clamping: configuration.busyTimeout.milliseconds))
    if result == SQLITE_OK {
      guard inLog == copied else { return false }
      pages = 0
      pagesAtLastAttempt = 0
      return true
    }
    let error = DatabaseError.sqlite(connection.handle, result)
    if error.endsWriting { writer.stop(error) }
    return false
  }
}
