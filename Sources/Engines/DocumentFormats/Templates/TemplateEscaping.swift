internal import Documents
internal import JSON

/// Keeps what fields bring from meaning something in the template's own notation.
enum TemplateEscaping: Sendable {
  case none, markdown, html, json

  init(_ format: DocumentFormat?) {
    switch format {
    case .markdown: self = .markdown
    case .html: self = .html
    case .json: self = .json
    default: self = .none
    }
  }

  func apply(to words: String) -> String {
    // Letters, digits and spaces mean nothing anywhere: most values are nothing else.
    let isPlain = words.utf8.allSatisfy { byte in
      byte >= 0x80 || byte == 0x20 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
    if isPlain { return words }
    switch self {
    case .none: return words
    case .markdown: return Self.markdown(words)
    case .html: return Self.html(words)
    case .json: return Self.json(words)
    }
  }

  /// With a backslash before each sign that means something in Markdown; ends of lines stay ends of lines.
  private static func markdown(_ words: String) -> String {
    var result = ""
    result.reserveCapacity(words.utf8.count + 8)
    var isNumber = true
    for (index, scalar) in words.unicodeScalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "$", "~", "{", "}", "^", "&", "!": result += "\\"
      case "+", "-", "=", ":": if index == 0 { result += "\\" }
      case ".", ")": if isNumber, index > 0 { result += "\\" }
      case "\r": continue
      case "\n":
        result += "<br>"
        continue
      default: break
      }
      if !("0"..."9").contains(scalar) { isNumber = false }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static func html(_ words: String) -> String {
    var result = ""
    result.reserveCapacity(words.utf8.count + 16)
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// As it stands inside of a JSON string.
  private static func json(_ words: String) -> String {
    String(decoding: JSONValue.string(words).bytes().dropFirst().dropLast(), as: UTF8.self)
  }
}
