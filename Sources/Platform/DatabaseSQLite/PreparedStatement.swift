internal import CSQLite
internal import Database

/// One compiled statement; it owns SQLite's object.
final class PreparedStatement {
  let sql: String
  let columns: [String]
  var lastUse: UInt64 = 0
  /// Bound and not yet reset.
  private(set) var isBusy = false
  private let handle: OpaquePointer
  private let readsOnly: Bool
  /// Begins or ends a transaction, which only the driver may do.
  let controlsTransaction: Bool
  /// SQLite numbers `$2 … $1` by first use: the value's index for each of its parameters.
  private let parameters: [Int]
  private let expectedValues: Int

  init(_ sql: String, on connection: OpaquePointer) throws(DatabaseError) {
    guard !sql.utf8.contains(0) else {
      throw DatabaseError(.invalidStatement, "The statement's text contains a NUL character (U+0000).")
    }
    self.sql = sql
    var compiled: OpaquePointer?
    var more = false
    var text = sql
    let result = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let result = sqlite3_prepare_v3(
          connection, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT), &compiled,
          &tail)
        if let tail, let start = characters.baseAddress {
          more = bytes[(tail - start)...].contains { !" \t\r\n;".utf8.contains($0) }
        }
        return result
      }
    }
    guard result == SQLITE_OK else { throw DatabaseError.sqlite(connection, result) }
    guard let compiled else { throw DatabaseError(.invalidStatement, "The statement is empty.") }
    guard !more else {
      sqlite3_finalize(compiled)
      throw DatabaseError(.invalidStatement, "The text holds more than one statement. Run them one by one.")
    }
    handle = compiled
    columns = (0..<sqlite3_column_count(compiled)).map { index in
      sqlite3_column_name(compiled, index).map { String(cString: $0) } ?? ""
    }
    controlsTransaction = Statement.controlsTransaction(sql)
    readsOnly = sqlite3_stmt_readonly(compiled) != 0
    let count = sqlite3_bind_parameter_count(compiled)
    var numbers: [Int] = []
    for index in 0..<count {
      guard let name = sqlite3_bind_parameter_name(compiled, index + 1), name[0] == UInt8(ascii: "$"),
        let number = Int(String(cString: name + 1)), number > 0
      else {
        sqlite3_finalize(compiled)
        throw DatabaseError(.invalidStatement, "Placeholders are $1, $2 and so on, without a cast (::) behind them.")
      }
      numbers.append(number - 1)
    }
    parameters = numbers
    expectedValues = (numbers.max() ?? -1) + 1
  }

  deinit {
    sqlite3_finalize(handle)
  }

  func reset() {
    isBusy = false
    sqlite3_reset(handle)
    if expectedValues > 0 { sqlite3_clear_bindings(handle) }
  }

  func bind(_ values: [SQLValue], on connection: OpaquePointer) throws(DatabaseError) {
    guard values.count == expectedValues else {
      throw DatabaseError(
        .invalidStatement, "The statement has \(expectedValues) placeholders and \(values.count) values.")
    }
    isBusy = true
    for (index, number) in parameters.enumerated() {
      let result: Int32
      do throws(DatabaseError) {
        result = try bind(values[number], at: Int32(index + 1), parameter: number + 1)
      } catch {
        reset()
        throw error
      }
      guard result == SQLITE_OK else {
        let error = DatabaseError.sqlite(connection, result)
        reset()
        throw error
      }
    }
  }

  private func bind(_ value: SQLValue, at index: Int32, parameter: Int) throws(DatabaseError) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let number): return sqlite3_bind_int64(handle, index, number)
    case .real(let number):
      guard !number.isNaN else { throw DatabaseError.notANumber(parameter: parameter) }
      return sqlite3_bind_double(handle, index, number)
    case .text(var text):
      let result: Int32? = text.withUTF8 { bytes in
        if bytes.contains(0) { return nil }
        return bytes.withMemoryRebound(to: CChar.self) {
          cs_bind_text(handle, index, $0.baseAddress, UInt64($0.count))
        }
      }
      guard let result else { throw DatabaseError.nulInText(parameter: parameter) }
      return result
    case .blob(let bytes):
      if bytes.isEmpty { return sqlite3_bind_zeroblob(handle, index, 0) }
      return bytes.withUnsafeBytes { cs_bind_blob(handle, index, $0.baseAddress, UInt64($0.count)) }
    }
  }

  func execute(on connection: OpaquePointer) throws(DatabaseError) -> SQLResult {
    var rows: [SQLRow] = []
    let before = readsOnly ? 0 : sqlite3_total_changes64(connection)
    while let row = try step(on: connection) { rows.append(row) }
    if readsOnly { return SQLResult(rows: rows, affected: rows.count) }
    // sqlite3_changes keeps the count of an earlier statement when this one changed nothing.
    let changed = sqlite3_total_changes64(connection) != before
    return SQLResult(rows: rows, affected: changed ? Int(sqlite3_changes64(connection)) : 0)
  }

  /// The next row, or nil at the end.
  func step(on connection: OpaquePointer) throws(DatabaseError) -> SQLRow? {
    let result = sqlite3_step(handle)
    switch result {
    case SQLITE_ROW: return SQLRow(columns: columns, values: values())
    case SQLITE_DONE: return nil
    default: throw DatabaseError.sqlite(connection, result)
    }
  }

  private func values() -> [SQLValue] {
    let count = columns.count
    return [SQLValue](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        buffer.initializeElement(at: index, to: value(at: Int32(index)))
      }
      initialized = count
    }
  }

  private func value(at column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      guard let text = sqlite3_column_text(handle, column) else { return .text("") }
      let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, column)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      guard let blob = sqlite3_column_blob(handle, column) else { return .blob([]) }
      let bytes = UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(handle, column)))
      return .blob([UInt8](bytes))
    default: return .null
    }
  }
}
