/// Where a link's name leads.
struct MarkdownReference {
  var destination: String
  var title: String?

  struct Definition {
    var label: [UInt8]
    var reference: MarkdownReference
    /// Bytes that the definition takes, its line end included.
    var length: Int
  }

  /// A definition at the beginning of a paragraph's text.
  static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Definition? {
    guard let label = MarkdownScan.label(text, at: 0), label.count > 2, text.count > label.count,
      text[label.count] == UInt8(ascii: ":")
    else { return nil }
    let name = MarkdownLabel.normalized(text[1..<label.count - 1])
    guard !name.isEmpty else { return nil }
    var index = MarkdownScan.skipSpaceAndLine(text, from: label.count + 1)
    guard let destination = MarkdownScan.destination(text, at: index), index < text.count else { return nil }
    index = destination.end
    if destination.isEmpty, text[destination.start] != UInt8(ascii: "<") { return nil }
    let beforeTitle = index
    var title: String?
    let titleStart = MarkdownScan.skipSpaceAndLine(text, from: index)
    if titleStart > index, let range = MarkdownScan.title(text, at: titleStart) {
      index = range.upperBound
      title = MarkdownScan.unescaped(text, range.lowerBound + 1..<range.upperBound - 1)
    }
    var lineEnd = skipSpaces(text, from: index)
    if lineEnd < text.count, text[lineEnd] != 0x0A {
      // What follows is no title after all: the definition may end on the line before.
      guard title != nil else { return nil }
      title = nil
      lineEnd = skipSpaces(text, from: beforeTitle)
      guard lineEnd >= text.count || text[lineEnd] == 0x0A else { return nil }
    }
    return Definition(
      label: name,
      reference: MarkdownReference(destination: destination.text(text), title: title),
      length: min(lineEnd + 1, text.count))
  }

  private static func skipSpaces(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
    return index
  }
}
