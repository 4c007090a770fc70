/// Goes through the content of a page: which codes it draws in which font, and what it marks.
struct ContentScan {
  enum Part {
    case font(String)
    /// Codes of two bytes.
    case text([UInt8])
    case mark(Int)
  }

  private var parser: ValueParser
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
        return .text(try parser.text())
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
        parser.place += 1
        if parser.place < bytes.count, bytes[parser.place] == UInt8(ascii: "f") { return .font(lastName) }
      default: parser.place += 1
      }
    }
    return nil
  }
}
