internal import Tables

/// Walks through the tags of a spreadsheet's XML, which is UTF-8, in a window on its source.
///
/// It takes what spreadsheets write: elements, attributes, text, entities of XML's own. A document type is refused.
final class MarkupScanner {
  enum Tag: Equatable { case open, close, empty }

  let window: BlockReader
  /// The present tag, by places in the window's unread bytes; valid until the next call.
  private(set) var name: Range<Int> = 0..<0
  private var attributes: Range<Int> = 0..<0
  private var tagEnd = 0

  init(_ source: any ByteSource) { window = BlockReader(source, block: 1 << 18, limit: 16 << 20) }

  private func damaged(_ message: String) -> TableError {
    TableError(.syntax, "the workbook is damaged: \(message)", at: .init(offset: window.consumed))
  }

  /// The place of `byte` among the unread bytes from `start` on; reads more until it is there, nil at the end.
  private func find(_ byte: UInt8, from start: Int) throws -> Int? {
    var index = start
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    while true {
      let bytes = window.start + window.first
      let count = window.end - window.first
      while index < count {
        let found = CSVTokenizer.zeros(UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self) ^ pattern)
        if found != 0 {
          index &+= found.trailingZeroBitCount >> 3
          if index < count { return index }
          break
        }
        index &+= 8
      }
      index = min(index, count)
      if try !window.fill() { return nil }
    }
  }

  /// Goes to the next tag; nil at the end of the document.
  func next() throws -> Tag? {
    window.consume(tagEnd)
    tagEnd = 0
    while true {
      guard let opening = try find(UInt8(ascii: "<"), from: 0) else {
        window.consume(window.end - window.first)
        return nil
      }
      window.consume(opening)
      guard var closing = try find(UInt8(ascii: ">"), from: 1) else { throw damaged("a tag is not closed") }
      let bytes = window.unread
      switch bytes[1] {
      case UInt8(ascii: "?"):
        window.consume(closing + 1)
        continue
      case UInt8(ascii: "!"):
        guard bytes.count > 3, bytes[2] == UInt8(ascii: "-") else { throw damaged("it has a document type or CDATA") }
        // A comment ends with -->.
        while !(closing >= 6 && window.unread[closing - 1] == UInt8(ascii: "-")
          && window.unread[closing - 2] == UInt8(ascii: "-"))
        {
          guard let later = try find(UInt8(ascii: ">"), from: closing + 1) else {
            throw damaged("a comment is not closed")
          }
          closing = later
        }
        window.consume(closing + 1)
        continue
      default:
        // A > may stand inside of an attribute.
        while isInsideValue(closing) {
          guard let later = try find(UInt8(ascii: ">"), from: closing + 1) else { throw damaged("a tag is not closed") }
          closing = later
        }
        return parse(closing)
      }
    }
  }

  private func isInsideValue(_ closing: Int) -> Bool {
    let bytes = window.start + window.first
    var quote: UInt8 = 0
    for index in 1..<closing {
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
    return quote != 0
  }

  private func parse(_ closing: Int) -> Tag {
    let bytes = window.start + window.first
    tagEnd = closing + 1
    let isClose = bytes[1] == UInt8(ascii: "/")
    var first = isClose ? 2 : 1
    var index = first
    while index < closing, bytes[index] > 0x20, bytes[index] != UInt8(ascii: "/") {
      // Prefixes say nothing that the names do not.
      if bytes[index] == UInt8(ascii: ":") { first = index + 1 }
      index += 1
    }
    name = first..<max(index, first)
    let isEmpty = bytes[closing - 1] == UInt8(ascii: "/")
    attributes = index..<(isEmpty ? max(closing - 1, index) : closing)
    return isClose ? .close : isEmpty ? .empty : .open
  }

  func isNamed(_ wanted: StaticString) -> Bool {
    guard name.count == wanted.utf8CodeUnitCount else { return false }
    let bytes = window.start + window.first + name.lowerBound
    for index in 0..<name.count where bytes[index] != wanted.utf8Start[index] { return false }
    return true
  }

  /// The value of an attribute of the present tag, entities as they stand.
  func attribute(_ wanted: StaticString) -> UnsafeRawBufferPointer? {
    let bytes = window.start + window.first
    var index = attributes.lowerBound
    while index < attributes.upperBound {
      while index < attributes.upperBound, bytes[index] <= 0x20 { index += 1 }
      var first = index
      while index < attributes.upperBound, bytes[index] != UInt8(ascii: "="), bytes[index] > 0x20 {
        if bytes[index] == UInt8(ascii: ":") { first = index + 1 }
        index += 1
      }
      let nameLength = index - first
      while index < attributes.upperBound, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "'") {
        index += 1
      }
      guard index < attributes.upperBound else { return nil }
      let quote = bytes[index]
      let value = index + 1
      index = value
      while index < attributes.upperBound, bytes[index] != quote { index += 1 }
      if nameLength == wanted.utf8CodeUnitCount {
        var isSame = true
        for place in 0..<nameLength where bytes[first + place] != wanted.utf8Start[place] { isSame = false }
        if isSame { return UnsafeRawBufferPointer(start: bytes + value, count: index - value) }
      }
      index += 1
    }
    return nil
  }

  func text(of wanted: StaticString) -> String? {
    attribute(wanted).map { bytes in
      var plain: [UInt8] = []
      Self.unescape(bytes, into: &plain)
      return String(decoding: plain, as: UTF8.self)
    }
  }

  /// The text between the present tag and the next one.
  func textAhead() throws -> UnsafeRawBufferPointer {
    guard let end = try find(UInt8(ascii: "<"), from: tagEnd) else { throw damaged("it ends inside of a text") }
    return UnsafeRawBufferPointer(rebasing: window.unread[tagEnd..<end])
  }

  /// Appends `text` with its entities and character references replaced.
  static func unescape(_ text: UnsafeRawBufferPointer, into target: inout [UInt8]) {
    guard text.contains(UInt8(ascii: "&")) else {
      target.append(contentsOf: text)
      return
    }
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "&"), let end = text[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = entity(UnsafeRawBufferPointer(rebasing: text[(index + 1)..<end]))
      {
        target.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        index = end + 1
      } else {
        target.append(byte)
        index += 1
      }
    }
  }

  private static func entity(_ name: UnsafeRawBufferPointer) -> Unicode.Scalar? {
    switch String(decoding: name, as: UTF8.self) {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case let reference where reference.hasPrefix("#x"):
      return UInt32(reference.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    case let reference where reference.hasPrefix("#"): return UInt32(reference.dropFirst()).flatMap(Unicode.Scalar.init)
    default: return nil
    }
  }
}
