internal import CPostgres
internal import Database

/// One result of libpq; it owns its memory.
struct ServerResult: ~Copyable {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) {
    self.handle = handle
  }

  deinit {
    PQclear(handle)
  }

  var status: ExecStatusType { PQresultStatus(handle) }

  var commandTag: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

  /// An error without an SQLSTATE is libpq's own: the connection broke, and the server did not say what became of it.
  var tellsOfLoss: Bool { status == PGRES_FATAL_ERROR && PQresultErrorField(handle, Int32(UInt8(ascii: "C"))) == nil }

  var error: DatabaseError { DatabaseError.postgres(handle) }

  func decode() -> SQLResult {
    let count = Int(PQntuples(handle))
    let affected = PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0
    let width = PQnfields(handle)
    guard width > 0 else { return SQLResult(affected: affected) }
    let names = (0..<width).map { PQfname(handle, $0).map { String(cString: $0) } ?? "" }
    let types = (0..<width).map { ColumnType(PQftype(handle, $0)) }
    var rows: [SQLRow] = []
    rows.reserveCapacity(count)
    for row in 0..<Int32(count) {
      let values = [SQLValue](unsafeUninitializedCapacity: Int(width)) { buffer, initialized in
        for column in 0..<Int(width) {
          buffer.initializeElement(at: column, to: value(row, Int32(column), types[column]))
        }
        initialized = Int(width)
      }
      rows.append(SQLRow(columns: names, values: values))
    }
    return SQLResult(rows: rows, affected: affected)
  }

  private func value(_ row: Int32, _ column: Int32, _ type: ColumnType) -> SQLValue {
    guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return .null }
    return type.decode(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column))))
  }
}
