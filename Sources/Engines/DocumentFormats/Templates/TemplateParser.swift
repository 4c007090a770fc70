internal import Documents

/// Cuts a template into text, fields and sections.
struct TemplateParser {
  private struct Open {
    var field: TemplateField
    var isInverted: Bool
    var parts: [Template.Part]
  }

  private var rest: Substring
  private var line = 1

  static let filters = ["number", "currency", "percent", "date", "upper", "lower", "raw", "default"]

  init(_ text: String) {
    rest = text[...]
  }

  mutating func parse() throws(DocumentError) -> [Template.Part] {
    var open: [Open] = []
    var parts: [Template.Part] = []
    while let mark = Self.find("{{", in: rest) {
      var before = rest[..<mark]
      let tagLine = line + Self.lines(before)
      guard let end = Self.find("}}", in: rest[mark...]) else {
        throw error("'{{' is never closed by '}}'", tagLine)
      }
      let content = Self.trimmed(rest[rest.index(mark, offsetBy: 2)..<end])
      var after = rest[rest.index(end, offsetBy: 2)...]
      line = tagLine + Self.lines(rest[mark..<end])
      let sign = content.first
      // A line that holds only a section's mark leaves nothing behind.
      if sign == "#" || sign == "^" || sign == "/" || sign == "!", Self.endsLine(before), Self.startsLine(after) {
        while before.last == " " || before.last == "\t" { before.removeLast() }
        if let lineEnd = after.firstIndex(of: "\n") {
          after = after[after.index(after: lineEnd)...]
          line += 1
        } else {
          after = after[after.endIndex...]
        }
      }
      if !before.isEmpty { parts.append(.text(String(before))) }
      rest = after
      switch sign {
      case "!": break
      case "#", "^":
        guard open.count < 32 else { throw error("sections are nested too deep", tagLine) }
        open.append(Open(field: try field(content.dropFirst(), tagLine), isInverted: sign == "^", parts: parts))
        parts = []
      case "/":
        let name = Self.trimmed(content.dropFirst())
        guard let last = open.popLast() else { throw error("'{{/\(name)}}' closes nothing", tagLine) }
        guard name == last.field.name || name.isEmpty else {
          throw error("'{{/\(name)}}' closes '\(last.field.name)' of line \(last.field.line)", tagLine)
        }
        parts = last.parts + [.section(last.field, isInverted: last.isInverted, parts)]
      default: parts.append(.field(try field(content, tagLine)))
      }
    }
    if let last = open.last { throw error("'{{#\(last.field.name)}}' is never closed", last.field.line) }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  private func field(_ text: Substring, _ line: Int) throws(DocumentError) -> TemplateField {
    let pieces = text.split(separator: "|", omittingEmptySubsequences: false).map { Self.trimmed($0) }
    let name = String(pieces.first ?? "")
    guard !name.isEmpty else { throw error("a field has no name", line) }
    let path = name == "." ? [] : name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard path.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
      throw error("'\(name)' is no name of a field", line)
    }
    var filters: [TemplateField.Filter] = []
    for piece in pieces.dropFirst() {
      let parts = piece.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let filter = String(Self.trimmed(parts[0]))
      guard Self.filters.contains(filter) else {
        throw error("'\(filter)' is no format; use one of \(Self.filters.joined(separator: ", "))", line)
      }
      filters.append(.init(name: filter, argument: parts.count > 1 ? String(Self.trimmed(parts[1])) : nil))
    }
    return TemplateField(path: path, filters: filters, line: line, name: name)
  }

  private func error(_ message: String, _ line: Int) -> DocumentError {
    DocumentError(.template, "the template cannot be read: \(message)", at: .init(line: line))
  }

  private static func find(_ mark: String, in text: Substring) -> Substring.Index? {
    let bytes = Array(mark.utf8)
    var index = text.utf8.startIndex
    while let first = text.utf8[index...].firstIndex(of: bytes[0]) {
      let second = text.utf8.index(after: first)
      if second < text.utf8.endIndex, text.utf8[second] == bytes[1] { return first }
      index = second
    }
    return nil
  }

  private static func lines(_ text: Substring) -> Int { text.utf8.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) } }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func endsLine(_ before: Substring) -> Bool {
    for byte in before.utf8.reversed() {
      if byte == 0x0A { return true }
      if byte != 0x20, byte != 0x09 { return false }
    }
    return true
  }

  private static func startsLine(_ after: Substring) -> Bool {
    for byte in after.utf8 {
      if byte == 0x0A { return true }
      if byte != 0x20, byte != 0x09, byte != 0x0D { return false }
    }
    return true
  }
}
