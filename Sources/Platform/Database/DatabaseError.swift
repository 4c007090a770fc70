/// What went wrong in a database, with a code that stays the same over drivers and releases.
///
/// Messages hold names of tables and constraints, never values or passwords.
public struct DatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case uniqueViolation
    case foreignKeyViolation
    case checkViolation
    case notNullViolation
    /// A statement changed or returned another number of rows than it expected.
    case expectationFailed
    /// Concurrent transactions excluded each other (also a deadlock); the same work may succeed when tried again.
    case serializationFailed
    /// A lock was not free in time.
    case busy
    /// The transaction, statement or wait took longer than its limit and was undone.
    case timeLimit
    /// No space for writes; reads go on and writes work again as soon as there is space.
    case storageFull
    /// A write or flush to the disk failed; no write is accepted until the program starts anew.
    case storageFailed
    case corrupted
    /// The server cannot be reached; nothing was changed.
    case unavailable
    /// The connection was lost while the commit was under way; the change is either kept whole or not at all.
    case outcomeUnknown
    case invalidStatement
    /// A value that cannot be stored, or a column that does not hold what was asked of it.
    case invalidValue
    /// A write on a connection that only reads.
    case readOnly
    /// Another process holds the database.
    case locked
    case permissionDenied
    case cannotOpen
    /// A transaction used after its end, or its database used inside its body.
    case misuse
    case closed
    case migrationRefused
    case other
  }

  public var code: Code
  public var message: String
  /// The position of the failed statement in its batch.
  public var statement: Int?
  /// The violated constraint's name, or the columns where the database does not name constraints (`job.id`).
  public var constraint: String?
  /// The driver's own code: an SQLSTATE (`23505`) or SQLite's extended result code (`2067`).
  public var nativeCode: String?

  public init(
    _ code: Code, _ message: String, statement: Int? = nil, constraint: String? = nil, nativeCode: String? = nil
  ) {
    self.code = code
    self.message = message
    self.statement = statement
    self.constraint = constraint
    self.nativeCode = nativeCode
  }

  public var description: String {
    var text = "\(code.rawValue): \(message)"
    if let statement { text += " (statement \(statement))" }
    if let nativeCode { text += " [\(nativeCode)]" }
    return text
  }

  /// The same error, naming the statement of the batch.
  package func at(_ index: Int) -> DatabaseError {
    var error = self
    error.statement = index
    return error
  }
}
