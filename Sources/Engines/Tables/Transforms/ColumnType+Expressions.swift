internal import Expressions

extension ColumnType {
  /// What expressions call the type.
  var expressionType: ExpressionType {
    switch self {
    case .text: .text
    case .integer: .integer
    case .decimal(let precision, let scale): .decimal(precision: precision, scale: scale)
    case .double: .number
    case .boolean: .boolean
    case .date: .date
    case .time: .time
    case .timestamp(let zone): .timestamp(zone: zone)
    case .duration: .duration
    case .binary: .binary
    case .list(let element): .list(element.expressionType)
    case .object(let fields): .object(fields.map { .init($0.name, $0.type.expressionType) })
    }
  }

  /// The column that holds an expression's values; one that is always missing is a text.
  init?(_ type: ExpressionType) {
    switch type {
    case .any: return nil
    case .null, .text: self = .text
    case .integer: self = .integer
    case .decimal(let precision, let scale): self = .decimal(precision: precision, scale: scale)
    case .number: self = .double
    case .boolean: self = .boolean
    case .date: self = .date
    case .time: self = .time
    case .timestamp(let zone): self = .timestamp(zone: zone)
    case .duration: self = .duration
    case .binary: self = .binary
    case .list(let element):
      guard let element = ColumnType(element) else { return nil }
      self = .list(element)
    case .object(let members):
      var fields: [Column] = []
      for member in members {
        guard let type = ColumnType(member.type) else { return nil }
        fields.append(Column(member.name, type))
      }
      self = .object(fields)
    }
  }
}

extension TableSchema {
  var expressionScope: ExpressionScope {
    ExpressionScope(columns.map { .init($0.name, $0.type.expressionType) })
  }
}

extension TableError {
  /// An expression's fault at a row.
  init(_ error: ExpressionError, row: Int? = nil) {
    self.init(error.code == .unknownName ? .unknownColumn : .expression, error.description, at: Location(row: row))
  }
}
