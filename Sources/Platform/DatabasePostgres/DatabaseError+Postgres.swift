internal import CPostgres
internal import Database

extension DatabaseError {
  /// The error of a result, by its SQLSTATE. The server's detail is left out: it quotes values.
  static func postgres(_ result: OpaquePointer) -> DatabaseError {
    func field(_ code: Character) -> String? {
      guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
      return String(cString: text)
    }
    let state = field("C") ?? ""
    let message = field("M") ?? "The server reported an error without a message."
    var error = DatabaseError(code(of: state, message), message, constraint: field("n"), nativeCode: state)
    switch error.code {
    case .storageFull:
      error.message =
        "The database server's disk is full: \(message). Reads go on; writes work again as soon as there is space."
    case .unavailable:
      error.message = "The database server ended the connection: \(message)."
    case .notNullViolation: error.constraint = field("c")
    default: break
    }
    return error
  }

  private static func code(of state: String, _ message: String) -> Code {
    switch state {
    case "23505", "23P01": return .uniqueViolation
    case "23503": return .foreignKeyViolation
    case "23514": return .checkViolation
    case "23502": return .notNullViolation
    case "40001", "40P01": return .serializationFailed
    // The plan or its name is stale: forgotten by the connection, the same work succeeds when tried again.
    case "26000": return .serializationFailed
    case "0A000": return message.contains("cached plan") ? .serializationFailed : .invalidStatement
    case "53100": return .storageFull
    case "57014": return .timeLimit
    case "25P03": return .timeLimit
    case "55P03": return .busy
    case "25006": return .readOnly
    case "42501": return .permissionDenied
    case "53200", "53300", "57P01", "57P02", "57P03", "57P05": return .unavailable
    case "58030": return .storageFailed
    case "08P01": return .invalidStatement
    default: break
    }
    switch state.prefix(2) {
    case "42", "0A", "34", "54": return .invalidStatement
    case "22", "23": return .invalidValue
    case "25", "2D", "3B": return .misuse
    case "08": return .unavailable
    case "28", "3D": return .permissionDenied
    case "XX": return state == "XX001" || state == "XX002" ? .corrupted : .other
    default: return .other
    }
  }

  static let connectionLost = DatabaseError(
    .unavailable, "The connection to the database server was lost; nothing was changed.")
  static let commitUnknown = DatabaseError(
    .outcomeUnknown,
    "The connection to the database server was lost during the commit: the change is either kept whole or not at all.")
  static let closed = DatabaseError(.closed, "The database is closed.")
  static let bodyTimeLimit = DatabaseError(
    .timeLimit, "The transaction took longer than its time limit and was undone.")
}
