internal import JSON
internal import Tables

/// The column type that JSON values have in common.
struct JSONTypes {
  private(set) var type: ColumnType?
  private var texts = TypeInference()
  private var hasText = false

  /// Date and time texts become dates and times; other texts stay texts, whatever they look like.
  var result: ColumnType { Self.settled(found) }

  private var found: ColumnType {
    guard hasText else { return type ?? Self.unknown }
    guard type == nil else { return .text }
    switch texts.result.type {
    case .date, .time, .timestamp: return texts.result.type
    default: return .text
    }
  }

  /// What only empty lists and nulls say of their values.
  private static let unknown = ColumnType.object([])

  private static func settled(_ type: ColumnType) -> ColumnType {
    switch type {
    case unknown: .text
    case .list(let element): .list(settled(element))
    case .object(let fields): .object(fields.map { Column($0.name, settled($0.type)) })
    default: type
    }
  }

  mutating func add(_ value: JSONValue) {
    switch value {
    case .null: return
    case .string(let text):
      hasText = true
      var text = text
      text.withUTF8 { texts.add(UnsafeRawBufferPointer($0)) }
    default:
      if let found = Self.type(of: value) { type = type.map { Self.common($0, found) } ?? found }
    }
  }

  static func type(of value: JSONValue) -> ColumnType? {
    switch value {
    case .null: return nil
    case .bool: return .boolean
    case .integer: return .integer
    case .number: return .double
    case .string: return .text
    case .array(let elements):
      var types = JSONTypes()
      for element in elements { types.add(element) }
      return .list(types.found)
    case .object(let members):
      return .object(
        UniqueNames.of(members.map(\.key)).enumerated().map { index, name in
          Column(name, type(of: members[index].value) ?? unknown)
        })
    }
  }

  /// The type that values of both have; text where there is no other.
  static func common(_ left: ColumnType, _ right: ColumnType) -> ColumnType {
    if left == right || right == unknown { return left }
    if left == unknown { return right }
    switch (left, right) {
    case (.integer, .double), (.double, .integer): return .double
    case (.list(let first), .list(let second)): return .list(common(first, second))
    case (.object(let first), .object(let second)):
      var fields = first
      for field in second {
        if let index = fields.firstIndex(where: { $0.name == field.name }) {
          fields[index].type = common(fields[index].type, field.type)
        } else {
          fields.append(field)
        }
      }
      return .object(fields)
    default: return .text
    }
  }
}
