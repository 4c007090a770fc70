internal import Documents

/// `{#id .class key=value key="value"}`.
enum MarkdownAttributes {
  static func parse(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (attributes: Attributes, end: Int)? {
    guard start < text.count, text[start] == UInt8(ascii: "{") else { return nil }
    var attributes = Attributes()
    var index = start + 1
    while true {
      while index < text.count, MarkdownBlocks.isSpace(text[index]) { index += 1 }
      guard index < text.count else { return nil }
      if text[index] == UInt8(ascii: "}") { return attributes.isEmpty ? nil : (attributes, index + 1) }
      let sign = text[index]
      if sign == UInt8(ascii: "#") || sign == UInt8(ascii: ".") {
        let begin = index + 1
        index = nameEnd(text, begin)
        guard index > begin else { return nil }
        let name = String(decoding: text[begin..<index], as: UTF8.self)
        if sign == UInt8(ascii: "#") { attributes.id = name } else { attributes.classes.append(name) }
        continue
      }
      let begin = index
      index = nameEnd(text, begin)
      guard index > begin, index < text.count, text[index] == UInt8(ascii: "=") else { return nil }
      let key = String(decoding: text[begin..<index], as: UTF8.self)
      index += 1
      guard let value = value(text, &index) else { return nil }
      switch key {
      case "lang": attributes.language = value
      case "dir":
        guard let direction = TextDirection(rawValue: value) else { return nil }
        attributes.direction = direction
      default: attributes.pairs.append(Variable(key, value))
      }
    }
  }

  private static func nameEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < text.count {
      let byte = text[index]
      let isName =
        byte >= 0x80 || MarkdownBlocks.isLetter(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || (byte == UInt8(ascii: ".") && index > start)
      guard isName else { break }
      index += 1
    }
    return index
  }

  private static func value(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> String? {
    guard index < text.count else { return nil }
    guard text[index] == UInt8(ascii: "\"") else {
      let begin = index
      while index < text.count, !MarkdownBlocks.isSpace(text[index]), text[index] != UInt8(ascii: "}") { index += 1 }
      return String(decoding: text[begin..<index], as: UTF8.self)
    }
    index += 1
    var bytes: [UInt8] = []
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      if text[index] == UInt8(ascii: "\\"), index + 1 < text.count { index += 1 }
      bytes.append(text[index])
      index += 1
    }
    guard index < text.count else { return nil }
    index += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  static func parse(_ text: String) -> (attributes: Attributes, end: Int)? {
    var text = text
    return text.withUTF8 { parse($0, at: 0) }
  }

  /// The form that `parse` reads; nil where there is nothing to say.
  static func text(_ attributes: Attributes, extra: [Variable] = []) -> String? {
    var parts: [String] = []
    if let id = attributes.id { parts.append("#" + id) }
    parts += attributes.classes.map { "." + $0 }
    if let language = attributes.language { parts.append("lang=" + quoted(language)) }
    if let direction = attributes.direction { parts.append("dir=" + direction.rawValue) }
    parts += (attributes.pairs + extra).map { "\($0.name)=\(quoted($0.value))" }
    return parts.isEmpty ? nil : "{" + parts.joined(separator: " ") + "}"
  }

  private static func quoted(_ value: String) -> String {
    let isPlain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x7D && $0 != 0x5C }
    if isPlain { return value }
    var text = "\""
    for character in value {
      if character == "\"" || character == "\\" { text += "\\" }
      text += character == "\n" ? " " : String(character)
    }
    return text + "\""
  }
}
