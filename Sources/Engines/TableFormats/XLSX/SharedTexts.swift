internal import Archives
internal import ByteIO
internal import Tables

/// The texts that cells share, up to a limit; what comes later stands in its cell.
struct SharedTexts: ~Copyable {
  private var texts = ByteDictionary()
  private let limit: Int
  private static let byteLimit = 8 << 20

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { texts.count == 0 }

  @inline(__always)
  mutating func index(of text: UnsafeRawBufferPointer) -> Int? {
    if texts.count < limit, texts.byteCount + text.count < Self.byteLimit { return texts.number(of: text).number }
    return texts.find(text)
  }

  borrowing func write(to sink: any ByteSink) throws {
    var xml = ByteBuffer(reserving: 1 << 17)
    xml.append(OfficeParts.declaration)
    xml.append(
      "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"\(texts.count)\">")
    for number in 0..<texts.count {
      let text = texts.value(number)
      let needsSpace =
        text.first.map { $0 <= 0x20 } == true || text.last.map { $0 <= 0x20 } == true
        || text.contains(0x0A)
      xml.append(needsSpace ? "<si><t xml:space=\"preserve\">" : "<si><t>")
      xml.append(cellText: text)
      xml.append("</t></si>")
      if xml.count > 100_000 { try xml.drain(into: sink) }
    }
    xml.append("</sst>")
    try xml.drain(into: sink)
  }
}
