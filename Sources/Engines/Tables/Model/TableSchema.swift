/// The columns of a table, in their order.
public struct TableSchema: Sendable, Hashable {
  public var name: String
  public var columns: [Column]
  public var metadata: [String: String]

  public init(name: String = "Data", columns: [Column], metadata: [String: String] = [:]) {
    self.name = name
    self.columns = columns
    self.metadata = metadata
  }

  /// The place of the column of this name.
  public func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

  public func requireIndex(of name: String) throws(TableError) -> Int {
    if let index = index(of: name) { return index }
    let known = columns.prefix(20).map(\.name).joined(separator: ", ")
    throw TableError(.unknownColumn, "there is no column '\(name)'; the columns are: \(known)")
  }
}
