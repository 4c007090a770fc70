/// Text in the markup of a Word file.
enum WordText {
  /// The text of nodes that are text.
  static func decode(_ nodes: [WordNode]) -> String {
    nodes.map { node in
      let raw = String(decoding: node.start, as: UTF8.self)
      if raw.hasPrefix("<![CDATA[") { return String(raw.dropFirst(9).dropLast(3)) }
      return raw.hasPrefix("<") ? "" : decode(raw)
    }.joined()
  }

  /// Without references to characters.
  static func decode(_ raw: String) -> String {
    guard raw.utf8.contains(UInt8(ascii: "&")) else { return raw }
    var text = ""
    var rest = raw[...]
    while let start = rest.firstIndex(of: "&"), let end = rest[start...].firstIndex(of: ";") {
      text += rest[..<start]
      let name = rest[rest.index(after: start)..<end]
      switch name {
      case "amp": text += "&"
      case "lt": text += "<"
      case "gt": text += ">"
      case "quot": text += "\""
      case "apos": text += "'"
      default:
        let number =
          name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.drop { $0 == "#" }, radix: 10)
        if let scalar = number.flatMap(Unicode.Scalar.init) { text.unicodeScalars.append(scalar) }
      }
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }

  /// With references where a sign would be markup; what XML cannot hold is left out.
  static func encode(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 8)
    append(text, to: &bytes, lineBreak: "\n", tab: "\t")
    return bytes
  }

  static func append(_ text: String, to bytes: inout [UInt8], lineBreak: String, tab: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\n": bytes += lineBreak.utf8
      case "\t": bytes += tab.utf8
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
      default: bytes += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
  }

  static func find(_ mark: String, in text: [UInt8], from start: Int) -> Int? {
    let mark = Array(mark.utf8)
    var place = start
    while place + mark.count <= text.count {
      if text[place] == mark[0], text[place..<place + mark.count].elementsEqual(mark) { return place }
      place += 1
    }
    return nil
  }

  /// The words of a field's instruction; quotes hold words together.
  static func words(_ instruction: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in instruction {
      if character == "\"" {
        if isQuoted || !word.isEmpty { words.append(word) }
        word = ""
        isQuoted.toggle()
      } else if character.isWhitespace, !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
