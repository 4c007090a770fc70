internal import Documents
internal import JSON

/// The part of YAML that settings are written in: mappings and lists by indentation or in brackets, quoted and plain
/// text, `|` and `>`. Anchors, tags and documents are refused with the line.
struct YAMLSubset {
  private struct Line {
    var indent: Int
    var text: Substring
    /// In the Markdown file, from 1.
    var number: Int
  }

  private let raw: [String]
  private var lines: [Line] = []
  private var index = 0

  init(_ content: [String]) {
    raw = content
    for (number, line) in content.enumerated() {
      let text = line.drop { $0 == " " }
      guard let first = text.first, first != "#" else { continue }
      lines.append(Line(indent: line.count - text.count, text: text, number: number + 2))
    }
  }

  mutating func read() throws(DocumentError) -> JSONValue {
    guard !lines.isEmpty else { return .object([]) }
    let value = try block(indent: lines[0].indent, depth: 0)
    if index < lines.count { throw error("this line is indented unlike those before", lines[index]) }
    return value
  }

  private func error(_ message: String, _ line: Line) -> DocumentError {
    DocumentError(.syntax, "front matter: \(message)", at: .init(line: line.number))
  }

  private mutating func block(indent: Int, depth: Int) throws(DocumentError) -> JSONValue {
    let line = lines[index]
    guard depth < 16 else { throw error("settings are nested too deep", line) }
    return isItem(line.text)
      ? try list(indent: indent, depth: depth) : try mapping(indent: indent, depth: depth)
  }

  private func isItem(_ text: Substring) -> Bool { text == "-" || text.hasPrefix("- ") }

  private mutating func list(indent: Int, depth: Int) throws(DocumentError) -> JSONValue {
    var items: [JSONValue] = []
    while index < lines.count, lines[index].indent == indent, isItem(lines[index].text) {
      let line = lines[index]
      let rest = line.text.dropFirst().drop { $0 == " " }
      if rest.isEmpty {
        index += 1
        if index < lines.count, lines[index].indent > indent {
          items.append(try block(indent: lines[index].indent, depth: depth + 1))
        } else {
          items.append(.null)
        }
      } else if key(rest) != nil, rest.first != "\"", rest.first != "'", rest.first != "{", rest.first != "[" {
        // `- name: value`: a mapping that begins behind the mark.
        let inner = indent + line.text.count - rest.count
        lines[index] = Line(indent: inner, text: rest, number: line.number)
        items.append(try mapping(indent: inner, depth: depth + 1))
      } else {
        index += 1
        items.append(try scalar(rest, line))
      }
    }
    return .array(items)
  }

  /// The name in front of a colon, and what stands behind it.
  private func key(_ text: Substring) -> (name: String, rest: Substring)? {
    if let quote = text.first, quote == "\"" || quote == "'" {
      guard let close = text.dropFirst().firstIndex(of: quote) else { return nil }
      let after = text[text.index(after: close)...]
      guard after.first == ":" else { return nil }
      return (String(text[text.index(after: text.startIndex)..<close]), after.dropFirst().drop { $0 == " " })
    }
    var place = text.startIndex
    while let colon = text[place...].firstIndex(of: ":") {
      let after = text[text.index(after: colon)...]
      if after.isEmpty || after.first == " " {
        return (String(text[..<colon]), after.drop { $0 == " " })
      }
      place = text.index(after: colon)
    }
    return nil
  }

  private mutating func mapping(indent: Int, depth: Int) throws(DocumentError) -> JSONValue {
    guard depth < 16 else { throw error("settings are nested too deep", lines[index]) }
    var members: [JSONValue.Member] = []
    while index < lines.count, lines[index].indent == indent, !isItem(lines[index].text) {
      let line = lines[index]
      guard let (name, rest) = key(line.text) else {
        throw error("expected 'name: value', not '\(line.text.prefix(40))'", line)
      }
      guard !members.contains(where: { $0.key == name }) else { throw error("'\(name)' stands here twice", line) }
      index += 1
      let value: JSONValue
      let content = withoutComment(rest)
      if content.isEmpty {
        let isBelow =
          index < lines.count
          && (lines[index].indent > indent || (lines[index].indent == indent && isItem(lines[index].text)))
        value = isBelow ? try block(indent: lines[index].indent, depth: depth + 1) : .null
      } else if content.first == "|" || content.first == ">" {
        value = .string(literal(folding: content.first == ">", behind: line, indent: indent))
      } else {
        value = try scalar(rest, line)
      }
      members.append(.init(name, value))
    }
    return .object(members)
  }

  private func withoutComment(_ text: Substring) -> Substring {
    if text.first == "#" { return "" }
    guard text.first != "\"", text.first != "'" else { return text }
    var result = text
    var place = text.startIndex
    while let sign = text[place...].firstIndex(of: "#") {
      if sign > text.startIndex, text[text.index(before: sign)] == " " {
        result = text[..<sign]
        break
      }
      place = text.index(after: sign)
    }
    while result.last == " " || result.last == "\t" { result.removeLast() }
    return result
  }

  /// Lines below that are indented more, as they are.
  private mutating func literal(folding: Bool, behind line: Line, indent: Int) -> String {
    var parts: [Substring] = []
    var number = line.number - 1
    while number < raw.count {
      let text = raw[number][...]
      let content = text.drop { $0 == " " }
      if !content.isEmpty, text.count - content.count <= indent { break }
      parts.append(text)
      number += 1
    }
    while parts.last?.allSatisfy({ $0 == " " }) == true { parts.removeLast() }
    let margin = parts.filter { !$0.allSatisfy { $0 == " " } }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    while index < lines.count, lines[index].number < number + 2 { index += 1 }
    return parts.map { $0.dropFirst(margin) }.joined(separator: folding ? " " : "\n")
  }

  private func scalar(_ text: Substring, _ line: Line) throws(DocumentError) -> JSONValue {
    if let first = text.first, "&*!@`%".contains(first) {
      throw error("'\(first)' at the beginning of a value is not understood; put the value in quotes", line)
    }
    if text.first == "\"" || text.first == "'" || text.first == "[" || text.first == "{" {
      var flow = YAMLFlow(text)
      guard let value = flow.read() else {
        throw error("the value cannot be read; check its quotes and brackets", line)
      }
      return value
    }
    return YAMLFlow.plain(withoutComment(text))
  }
}
