/// The prepared statements of a connection by their text; the one longest unused goes first.
struct StatementCache {
  private let capacity: Int
  private var statements: [String: PreparedStatement] = [:]
  private var clock: UInt64 = 0

  init(capacity: Int) {
    self.capacity = max(8, capacity)
  }

  subscript(sql: String) -> PreparedStatement? {
    mutating get {
      guard let statement = statements[sql], !statement.isBusy else { return nil }
      clock += 1
      statement.lastUse = clock
      return statement
    }
  }

  mutating func insert(_ statement: PreparedStatement) {
    clock += 1
    statement.lastUse = clock
    if statements.count >= capacity, let oldest = statements.values.min(by: { $0.lastUse < $1.lastUse }) {
      statements[oldest.sql] = nil
    }
    statements[statement.sql] = statement
  }

  mutating func removeAll() {
    statements.removeAll()
  }
}
