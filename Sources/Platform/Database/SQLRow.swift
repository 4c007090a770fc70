/// The values of one row; the column names are shared by all rows of a result.
///
/// Access by position is the fast way; by name it searches the few columns.
public struct SQLRow: Sendable, Hashable {
  public let columns: [String]
  public let values: [SQLValue]

  public init(columns: [String], values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  public subscript(index: Int) -> SQLValue { values[index] }

  /// The value of the column, or nil when there is no such column.
  public subscript(name: String) -> SQLValue? {
    columns.firstIndex(of: name).map { values[$0] }
  }

  func position(of name: String) throws(DatabaseError) -> Int {
    guard let index = columns.firstIndex(of: name) else {
      throw DatabaseError(
        .invalidValue, "The result has no column '\(name)'; it has \(columns.joined(separator: ", ")).")
    }
    return index
  }

  func value(at index: Int) throws(DatabaseError) -> SQLValue {
    guard values.indices.contains(index) else {
      throw DatabaseError(.invalidValue, "The result has \(values.count) columns; there is none at \(index).")
    }
    return values[index]
  }

  func mismatch(at index: Int, wanted: String) -> DatabaseError {
    DatabaseError(.invalidValue, "Column '\(columns[index])' holds \(values[index].kind), not \(wanted).")
  }
}
