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

  init(_ text: String) {
    rest = text[...]
  }

  mutating func parse() throws(DocumentError) -> [Template.Part] {
    var open: [Open] = []
    var parts: [Template.Part] = []
    while let mark = Self.find("{{", in: rest) {
      var before = rest[..<mark]
      let place = DocumentError.Location(line: line + Self.lines(before))
      guard let end = Self.find("}}", in: rest[mark...]) else {
        throw TemplateTag.error("'{{' is never closed by '}}'", place)
      }
      let tag = try TemplateTag(rest[rest.index(mark, offsetBy: 2)..<end], at: place)
      var after = rest[rest.index(end, offsetBy: 2)...]
      line += Self.lines(rest[..<end])
      // A line that holds only a section's mark leaves nothing behind.
      if tag.standsAlone, Self.endsLine(before), Self.startsLine(after) {
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
      switch tag {
      case .remark: break
      case .opening(let field, let isInverted):
        guard open.count < 32 else { throw TemplateTag.error("sections are nested too deep", place) }
        open.append(Open(field: field, isInverted: isInverted, parts: parts))
        parts = []
      case .closing(let name, _):
        guard let last = open.popLast() else { throw TemplateTag.error("'{{/\(name)}}' closes nothing", place) }
        guard name == last.field.name || name.isEmpty else {
          throw TemplateTag.error(
            "'{{/\(name)}}' closes '\(last.field.name)' of line \(last.field.place.line ?? 0)", place)
        }
        parts = last.parts + [.section(last.field, isInverted: last.isInverted, parts)]
      case .field(let field): parts.append(.field(field))
      }
    }
    if let last = open.last { throw TemplateTag.error("'{{#\(last.field.name)}}' is never closed", last.field.place) }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
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
