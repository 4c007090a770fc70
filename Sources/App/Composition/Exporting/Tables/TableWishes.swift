internal import CommandLineTool
internal import Glibc
internal import JSON

/// What is asked of tables beside the files, by the words of a command line or the members of a request's options.
///
/// Both are read by the same declarations: `--row-path` is the member `row_path`, and those that may be repeated take
/// an array. Lists such as `select` may be arrays too, and `name=value` pairs an object.
struct TableWishes: Sendable {
  private var texts: [String: [String]]
  /// Where rows lie that do not fit into memory.
  let folder: String

  init(_ context: CommandContext) {
    texts = Dictionary(grouping: context.occurrences, by: \.name).mapValues { $0.map(\.value) }
    folder = Self.folder(context.environment["TMPDIR"])
  }

  /// - Parameter declared: the options that count; other members are not looked at.
  init(_ options: JSONValue, _ declared: [any CommandOption]) throws {
    texts = [:]
    folder = Self.folder(getenv("TMPDIR").map { String(cString: $0) })
    for option in declared {
      guard let value = options[Self.member(option.definition.name)] else { continue }
      texts[option.definition.name] = try Self.texts(value, of: option)
    }
  }

  private static func folder(_ named: String?) -> String { named.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp" }

  subscript<Value: Sendable>(_ option: Option<Value>) -> Value {
    get throws {
      do throws(ValueError) { return try option.value(of: texts[option.definition.name] ?? []) } catch {
        throw TableFault(option, "expected \(error.expectation), not '\(error.text.prefix(100))'")
      }
    }
  }

  func isAsked(_ option: any CommandOption) -> Bool { texts[option.definition.name] != nil }

  /// The options' names in requests.
  static func members(_ options: [any CommandOption]) -> [String] { options.map { member($0.definition.name) } }

  static func member(_ name: String) -> String {
    switch name {
    case "chart", "column-format", "input-null": name.replacing("-", with: "_") + "s"
    default: name.replacing("-", with: "_")
    }
  }

  private static func texts(_ value: JSONValue, of option: any CommandOption) throws -> [String] {
    func plain(_ value: JSONValue) throws -> String {
      switch value {
      case .string(let text): return text
      case .integer(let number): return String(number)
      case .number(let number): return "\(number)"
      case .bool(let flag): return flag ? "true" : "false"
      case .null, .array, .object: throw TableFault(option, "expected a text, a number or a list of them")
      }
    }
    var found: [String]
    switch value {
    case .null: return []
    case .array(let elements): found = try elements.map(plain)
    case .object(let members): found = try members.map { "[\($0.key)]=\(try plain($0.value))" }
    default: return [try plain(value)]
    }
    return option.definition.isRepeatable || found.isEmpty ? found : [found.joined(separator: ", ")]
  }
}

/// Names of columns in options: `id, [Unit price]`, and `name=value`.
enum ColumnNames {
  /// Commas within brackets are part of a name.
  static func list(_ text: String) -> [String] { parts(text, ",").map { plain($0[...]) }.filter { !$0.isEmpty } }

  /// `name=value`; nil where a side is missing.
  static func pair(_ text: String) -> (name: String, value: String)? {
    let sides = parts(text, "=", limit: 2)
    guard sides.count == 2 else { return nil }
    let name = plain(sides[0][...])
    return name.isEmpty || sides[1].isEmpty ? nil : (name, sides[1])
  }

  /// `own = other`, or one name for both.
  static func pairs(_ text: String) -> [(own: String, other: String)] {
    parts(text, ",").map { part in
      let sides = parts(part, "=", limit: 2).map { plain($0[...]) }
      return (sides[0], sides.last ?? "")
    }
  }

  private static func parts(_ text: String, _ separator: Character, limit: Int = .max) -> [String] {
    var found = [""]
    var isNamed = false
    for character in text {
      if character == "[" { isNamed = true } else if character == "]" { isNamed = false }
      if character == separator, !isNamed, found.count < limit {
        found.append("")
      } else {
        found[found.count - 1].append(character)
      }
    }
    return found
  }

  private static func plain(_ text: Substring) -> String {
    var name = text.drop { $0 == " " }
    while name.last == " " { name.removeLast() }
    if name.first == "[", name.last == "]" { name = name.dropFirst().dropLast() }
    return String(name)
  }
}
