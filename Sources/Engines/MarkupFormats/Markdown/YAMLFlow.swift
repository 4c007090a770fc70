internal import JSON

/// Values of YAML within one line: quoted text, `[a, b]`, `{a: b}`.
struct YAMLFlow {
  private var rest: Substring

  init(_ text: Substring) {
    rest = text
  }

  /// Nil where the value is not whole.
  mutating func read() -> JSONValue? {
    guard let value = value(depth: 0) else { return nil }
    skipSpace()
    return rest.isEmpty || rest.first == "#" ? value : nil
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private mutating func value(depth: Int) -> JSONValue? {
    guard depth < 16 else { return nil }
    skipSpace()
    switch rest.first {
    case "\"": return doubleQuoted().map(JSONValue.string)
    case "'": return singleQuoted().map(JSONValue.string)
    case "[":
      rest.removeFirst()
      var items: [JSONValue] = []
      while true {
        skipSpace()
        if rest.first == "]" {
          rest.removeFirst()
          return .array(items)
        }
        guard let item = value(depth: depth + 1) else { return nil }
        items.append(item)
        skipSpace()
        if rest.first == "," { rest.removeFirst() } else if rest.first != "]" { return nil }
      }
    case "{":
      rest.removeFirst()
      var members: [JSONValue.Member] = []
      while true {
        skipSpace()
        if rest.first == "}" {
          rest.removeFirst()
          return .object(members)
        }
        guard let name = name() else { return nil }
        guard let item = value(depth: depth + 1) else { return nil }
        members.append(.init(name, item))
        skipSpace()
        if rest.first == "," { rest.removeFirst() } else if rest.first != "}" { return nil }
      }
    case nil: return nil
    default:
      let text = rest.prefix { !",]}".contains($0) }
      rest = rest[text.endIndex...]
      var trimmed = text
      while trimmed.last == " " { trimmed.removeLast() }
      return trimmed.isEmpty ? nil : Self.plain(trimmed)
    }
  }

  private mutating func name() -> String? {
    let name: String
    if rest.first == "\"" {
      guard let quoted = doubleQuoted() else { return nil }
      name = quoted
      skipSpace()
    } else {
      let text = rest.prefix { !":,]}".contains($0) }
      rest = rest[text.endIndex...]
      name = String(text)
    }
    guard rest.first == ":" else { return nil }
    rest.removeFirst()
    return name
  }

  private mutating func singleQuoted() -> String? {
    var text = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      guard character == "'" else {
        text.append(character)
        continue
      }
      guard rest.first == "'" else { return text }
      rest.removeFirst()
      text.append("'")
    }
    return nil
  }

  private mutating func doubleQuoted() -> String? {
    var text = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      switch character {
      case "\"": return text
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        switch escaped {
        case "n": text += "\n"
        case "t": text += "\t"
        case "r": text += "\r"
        case "u":
          guard let value = UInt32(rest.prefix(4), radix: 16), let scalar = Unicode.Scalar(value), rest.count >= 4
          else { return nil }
          text.unicodeScalars.append(scalar)
          rest = rest.dropFirst(4)
        default: text.append(escaped)
        }
      default: text.append(character)
      }
    }
    return nil
  }

  /// Text without quotes: numbers, booleans and null are what they look like.
  static func plain(_ text: Substring) -> JSONValue {
    switch text {
    case "true", "True", "yes", "on": return .bool(true)
    case "false", "False", "no", "off": return .bool(false)
    case "null", "~", "": return .null
    default: break
    }
    let digits = text.first == "-" ? text.dropFirst() : text
    if !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), digits.count == 1 || digits.first != "0",
      let integer = Int64(text)
    {
      return .integer(integer)
    }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
      let number = Double(String(text))
    {
      return .number(number)
    }
    return .string(String(text))
  }
}
