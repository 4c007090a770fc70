public import Database
internal import HTTPMessage
public import HTTPServer

/// What a client is told when the database cannot do its part; the cause is in the log, not in the answer.
extension DatabaseError: HTTPErrorConvertible {
  public var httpError: HTTPError {
    switch code {
    case .storageFull:
      HTTPError(
        .insufficientStorage, code: "storage_full",
        detail: "The server's disk is full. Reading works; try again when there is space.",
        fields: ["Retry-After": "30"])
    case .storageFailed:
      HTTPError(
        .serviceUnavailable, code: "storage_failed",
        detail: "The server's disk failed, so nothing more is written until it is started anew. Tell its operator.")
    case .unavailable, .closed:
      HTTPError(
        .serviceUnavailable, code: "database_unavailable",
        detail: "The database cannot be reached; nothing was changed. Try again shortly.", fields: ["Retry-After": "2"])
    case .busy, .serializationFailed, .timeLimit:
      HTTPError(
        .serviceUnavailable, code: "database_busy",
        detail: "The database is busy; nothing was changed. Try again shortly.", fields: ["Retry-After": "1"])
    case .outcomeUnknown:
      HTTPError(
        .serviceUnavailable, code: "outcome_unknown",
        detail:
          "The connection to the database was lost while it saved this. Ask whether it is there before you repeat it.")
    case .invalidValue:
      HTTPError(.unprocessableContent, code: "invalid_value", detail: "A value cannot be stored as it is.")
    case .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .expectationFailed:
      HTTPError(.conflict, code: "conflict", detail: "This contradicts what is stored. Read it again and repeat.")
    case .invalidStatement, .readOnly, .locked, .permissionDenied, .cannotOpen, .corrupted, .misuse, .migrationRefused,
      .other:
      HTTPError(
        .internalServerError, code: "internal", detail: "The server could not do this. The cause is in its log.")
    }
  }
}
