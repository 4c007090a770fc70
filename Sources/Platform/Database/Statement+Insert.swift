extension Statement {
  /// Inserts the rows with as few statements as possible; one statement with many rows is several times faster
  /// than as many statements.
  ///
  /// Each chunk has a power of two of rows, so that few texts cover every count and stay prepared.
  /// `suffix` follows the values, such as `on conflict do nothing`.
  public static func inserts(
    into table: String, _ columns: [String], rows: [[SQLValue]], suffix: String = ""
  ) -> [Statement] {
    guard !columns.isEmpty else { return [] }
    let most = min(256, max(1, SQLDialect.sqlite.maximumParameters / columns.count))
    var statements: [Statement] = []
    var start = 0
    while start < rows.count {
      let left = min(most, rows.count - start)
      let count = 1 << (Int.bitWidth - 1 - left.leadingZeroBitCount)
      statements.append(
        Statement(
          insertText(into: table, columns, count: count, suffix: suffix), rows[start..<start + count].flatMap { $0 }))
      start += count
    }
    return statements
  }

  private static func insertText(into table: String, _ columns: [String], count: Int, suffix: String) -> String {
    var text = "insert into \(table) (\(columns.joined(separator: ", "))) values "
    var number = 1
    for row in 0..<count {
      text += row == 0 ? "(" : ", ("
      for column in columns.indices {
        text += column == 0 ? "$\(number)" : ", $\(number)"
        number += 1
      }
      text += ")"
    }
    return suffix.isEmpty ? text : text + " " + suffix
  }
}
