/// Goes through the content of a page: which codes it draws in which font, and what it marks.
struct ContentScan {
  enum Part {
    case text(font: String, codes: [UInt16])
    case mark(Int)
  }

  private var parser: ValueParser
  private var font = ""
  private var lastName = ""

  init(_ content: [UInt8]) {
    parser = ValueParser(content)
  }

  mutating func next() throws(PDFError) -> Part? {
    let bytes = parser.bytes
    while parser.place < bytes.count {
      let byte = bytes[parser.place]
      switch byte {
      case UInt8(ascii: "("):
        let text = try parser.text()
        guard text.count % 2 == 0 else { throw PDFError(.malformed, "A text has half a code.") }
        let codes = stride(from: 0, to: text.count, by: 2).map { UInt16(text[$0]) << 8 | UInt16(text[$0 + 1]) }
        return .text(font: font, codes: codes)
      case UInt8(ascii: "<"):
        // Dictionaries of marked content and texts in digits; what stands for other text need not be looked at.
        if parser.place + 1 < bytes.count, bytes[parser.place + 1] == UInt8(ascii: "<") {
          let properties = try parser.value()
          if let number = properties["MCID"]?.integer { return .mark(number) }
        } else {
          _ = try parser.value()
        }
      case UInt8(ascii: "/"):
        if case .name(let name) = try parser.value() { lastName = name }
      case UInt8(ascii: "T"):
        if parser.place + 1 < bytes.count, bytes[parser.place + 1] == UInt8(ascii: "f") { font = lastName }
        parser.place += 1
      default: parser.place += 1
      }
    }
    return nil
  }
}
