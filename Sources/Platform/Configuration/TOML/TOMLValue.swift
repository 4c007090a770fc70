internal import CommandLineTool

/// A value of a configuration file.
enum TOMLValue: Sendable, Hashable {
  case string(String)
  case integer(Int64)
  case float(Double)
  case boolean(Bool)
  case array([TOMLValue])

  var form: ValueForm {
    switch self {
    case .string: .text
    case .integer: .integer
    case .float: .decimal
    case .boolean: .boolean
    case .array: .list
    }
  }

  /// As a flag or a variable would give it.
  var text: String {
    switch self {
    case .string(let text): text
    case .integer(let value): String(value)
    case .float(let value): String(value)
    case .boolean(let value): value ? "true" : "false"
    case .array(let elements): elements.map(\.text).joined(separator: ",")
    }
  }
}
