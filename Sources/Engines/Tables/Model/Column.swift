/// A column's name, type and what people should know of it.
public struct Column: Sendable, Hashable {
  public var name: String
  public var type: ColumnType
  /// Whether values may be missing.
  public var isNullable: Bool
  /// Such as `EUR` or `kg`.
  public var unit: String?
  public var metadata: [String: String]

  public init(
    _ name: String, _ type: ColumnType, isNullable: Bool = true, unit: String? = nil, metadata: [String: String] = [:]
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.unit = unit
    self.metadata = metadata
  }
}
