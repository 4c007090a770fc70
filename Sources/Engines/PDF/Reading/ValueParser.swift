/// Reads the values of PDF from bytes.
struct ValueParser {
  let bytes: [UInt8]
  var place: Int

  init(_ bytes: [UInt8], at place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C || byte == 0
  }

  static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x2F, 0x25, 0x7B, 0x7D: true
    default: false
    }
  }

  mutating func skipBlanks() {
    while let byte = next, Self.isBlank(byte) { place += 1 }
  }

  /// Whether these letters come next; then they are passed.
  mutating func take(_ word: StaticString) -> Bool {
    skipBlanks()
    let count = word.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    let isThere = word.withUTF8Buffer { letters in
      (0..<count).allSatisfy { letters[$0] == bytes[place + $0] }
    }
    if isThere { place += count }
    return isThere
  }

  mutating func integer() -> Int? {
    skipBlanks()
    let start = place
    var value = 0
    while let byte = next, byte >= 0x30, byte <= 0x39, value < 1 << 52 {
      value = value * 10 + Int(byte - 0x30)
      place += 1
    }
    return place > start ? value : nil
  }

  /// "N 0 obj" with this number.
  mutating func takeHeader(of number: Int) -> Bool {
    integer() == number && take("0") && take("obj")
  }

  mutating func value(depth: Int = 0) throws(PDFError) -> PDFValue {
    skipBlanks()
    guard let byte = next, depth < 100 else { throw damaged() }
    switch byte {
    case UInt8(ascii: "/"): return .name(name())
    case UInt8(ascii: "("): return .text(try text())
    case UInt8(ascii: "["):
      place += 1
      var values: [PDFValue] = []
      while !take("]") { values.append(try value(depth: depth + 1)) }
      return .array(values)
    case UInt8(ascii: "<"):
      if take("<<") { return try dictionary(depth) }
      return .text(try digits())
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      if take("true") { return .bool(true) }
      if take("false") { return .bool(false) }
      if take("null") { return .null }
      throw damaged()
    default: return try number()
    }
  }

  private mutating func dictionary(_ depth: Int) throws(PDFError) -> PDFValue {
    var entries: [String: PDFValue] = [:]
    while !take(">>") {
      guard next == UInt8(ascii: "/") else { throw damaged() }
      let key = name()
      entries[key] = try value(depth: depth + 1)
    }
    return .dictionary(entries)
  }

  private mutating func name() -> String {
    place += 1
    let start = place
    while let byte = next, !Self.isBlank(byte), !Self.isDelimiter(byte) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// A number, or two of them and an R: a reference.
  private mutating func number() throws(PDFError) -> PDFValue {
    let start = place
    if let first = integer() {
      let end = place
      if next.map(Self.isBlank) ?? false, integer() != nil {
        skipBlanks()
        if next == UInt8(ascii: "R") {
          place += 1
          return .reference(first)
        }
      }
      place = end
      if next != UInt8(ascii: ".") { return .number(Double(first)) }
    }
    place = start
    while let byte = next, !Self.isBlank(byte), !Self.isDelimiter(byte) { place += 1 }
    guard let value = Double(String(decoding: bytes[start..<place], as: UTF8.self)) else { throw damaged() }
    return .number(value)
  }

  mutating func text() throws(PDFError) -> [UInt8] {
    place += 1
    var result: [UInt8] = []
    var depth = 1
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return result }
      case UInt8(ascii: "\\"):
        guard let escaped = next else { throw damaged() }
        place += 1
        switch escaped {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        default: result.append(escaped)
        }
        continue
      default: break
      }
      result.append(byte)
    }
    throw damaged()
  }

  private mutating func digits() throws(PDFError) -> [UInt8] {
    place += 1
    var result: [UInt8] = []
    var half: UInt8?
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: ">") {
        if let half { result.append(half << 4) }
        return result
      }
      if Self.isBlank(byte) { continue }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw damaged() }
      if let high = half {
        result.append(high << 4 | UInt8(digit))
        half = nil
      } else {
        half = UInt8(digit)
      }
    }
    throw damaged()
  }

  private func damaged() -> PDFError { PDFError(.malformed, "A value is damaged at byte \(place).") }
}
