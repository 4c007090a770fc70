internal import ByteIO

extension XMLWriter {
  enum Place {
    case text
    case attribute
    case cdata
    /// Comments, instructions and identifiers: no way to escape anything.
    case verbatim
  }

  /// Character data; `&`, `<`, `>` and carriage returns are escaped.
  public mutating func text(_ text: String) throws {
    try openText()
    try escape(text, in: .text)
  }

  public mutating func text(_ number: Int) throws {
    try openText()
    try digits(number)
  }

  /// The shortest decimal that reads back as the same number; not a number and infinity are refused.
  public mutating func text(_ number: Double) throws {
    try openText()
    try decimal(number)
  }

  /// Character data from UTF-8 bytes; bytes that are no UTF-8 count as illegal characters.
  public mutating func text(utf8: UnsafeBufferPointer<UInt8>) throws {
    try openText()
    try escape(utf8: utf8, in: .text)
  }

  @inline(__always)
  mutating func openText() throws {
    try openContent()
    guard let last = frames.indices.last else {
      throw fail(.misplaced, "Text stands outside the root element.")
    }
    if !frames[last].holdsChild { frames[last].keepsSpace = true }
  }

  @inline(__always)
  mutating func escape(_ text: String, in place: Place) throws {
    var text = text
    var this = Result<Void, any Error>.success(())
    text.withUTF8 { bytes in
      do { try escape(trusted: bytes, in: place) } catch { this = .failure(error) }
    }
    try this.get()
  }

  mutating func escape(utf8: UnsafeBufferPointer<UInt8>, in place: Place) throws {
    if XMLCharacters.isUTF8(utf8) { return try escape(trusted: utf8, in: place) }
    if options.illegalCharacters == .refuse {
      throw fail(.illegalCharacter, "The text in \(self.place) is not UTF-8.")
    }
    try escape(String(decoding: utf8, as: UTF8.self), in: place)
  }

  /// Escapes valid UTF-8. Eight bytes at a time are copied as long as none of them may be special.
  mutating func escape(trusted bytes: UnsafeBufferPointer<UInt8>, in place: Place) throws {
    guard let start = bytes.baseAddress else { return }
    let end = bytes.count
    var index = 0
    while index < end {
      // Each byte becomes at most 18 (a carriage return in CDATA).
      let slice = min(end, index + 3_072)
      try reserve((slice - index) * 18 + Self.slack)
      while index < slice {
        if index + 8 <= slice {
          let word = UInt64(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
          UnsafeMutableRawPointer(buffer + count).storeBytes(of: word.littleEndian, as: UInt64.self)
          let special = Self.special(word)
          if special == 0 {
            index += 8
            count += 8
            continue
          }
          let plain = special.trailingZeroBitCount >> 3
          index += plain
          count += plain
        }
        let next = start[index]
        if next >= 0x3F ? next != 0xEF : Self.isPlain(next) {
          buffer[count] = next
          count += 1
          index += 1
        } else {
          index += try escapeOne(next, start + index, end - index, place)
        }
      }
    }
  }

  /// Marks the bytes below 0x20, `"`, `&`, `<`, `>` and 0xEF; exact for the lowest marked byte.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let control = (word &- ones &* 0x20) & ~word
    let angle = (word | ones &* 0x02) ^ (ones &* 0x3E)
    let quote = (word | ones &* 0x04) ^ (ones &* 0x26)
    let wide = word ^ (ones &* 0xEF)
    return (control | ((angle &- ones) & ~angle) | ((quote &- ones) & ~quote) | ((wide &- ones) & ~wide)) & highs
  }

  /// For bytes below 0x3F: nothing to escape or refuse anywhere.
  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x22 && byte != 0x26 && byte != 0x3C && byte != 0x3E
  }

  /// Writes the character at `bytes` and answers how many bytes it has.
  @inline(never)
  private mutating func escapeOne(
    _ first: UInt8, _ bytes: UnsafePointer<UInt8>, _ left: Int, _ place: Place
  ) throws -> Int {
    switch first {
    case 0x26 where place == .text || place == .attribute: put("&amp;")
    case 0x3C where place == .text || place == .attribute: put("&lt;")
    case 0x3E where place == .text || place == .attribute: put("&gt;")
    case 0x22 where place == .attribute: put("&quot;")
    case 0x09 where place == .attribute: put("&#x9;")
    case 0x0A where place == .attribute: put("&#xA;")
    case 0x0D where place == .text || place == .attribute: put("&#xD;")
    // A reader turns a bare carriage return into a line feed.
    case 0x0D where place == .cdata: put("]]>&#xD;<![CDATA[")
    case 0xEF:
      guard left >= 3 else { break }
      if bytes[1] == 0xBF && bytes[2] >= 0xBE {
        try illegal(0xFF00 | UInt32(bytes[2]) | 0x40)
      } else {
        byte(0xEF)
        byte(bytes[1])
        byte(bytes[2])
      }
      return 3
    case 0x00..<0x20 where first != 0x09 && first != 0x0A && first != 0x0D: try illegal(UInt32(first))
    default: byte(first)
    }
    return 1
  }

  private mutating func illegal(_ scalar: UInt32) throws {
    switch options.illegalCharacters {
    case .refuse:
      let digits = String(scalar, radix: 16, uppercase: true)
      let code = String(repeating: "0", count: 4 - digits.count) + digits
      throw fail(.illegalCharacter, "The text in \(place) has the character U+\(code), which XML 1.0 cannot hold.")
    case .replace: put("\u{FFFD}")
    case .remove: break
    }
  }

  /// A short literal where room is already made.
  @inline(__always)
  private mutating func put(_ text: StaticString) {
    (buffer + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  mutating func digits(_ number: Int) throws {
    try reserve(Self.slack)
    var left = number.magnitude
    if number < 0 { byte(0x2D) }
    var length = 1
    var bound: UInt = 10
    while left >= bound {
      length += 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { break }
      bound = next
    }
    var at = count + length
    count = at
    repeat {
      at -= 1
      let (quotient, digit) = left.quotientAndRemainder(dividingBy: 10)
      buffer[at] = 0x30 + UInt8(truncatingIfNeeded: digit)
      left = quotient
    } while left > 0
  }

  mutating func decimal(_ number: Double) throws {
    guard number.isFinite else {
      throw fail(.misplaced, "\(number) in \(place) is not a number that can be written.")
    }
    var decimal = ByteBuffer(reserving: 32)
    decimal.append(number: number)
    try reserve(decimal.count + Self.slack)
    decimal.withUnsafeBytes { bytes in
      UnsafeMutableRawPointer(buffer + count).copyMemory(
        from: bytes.baseAddress ?? UnsafeRawPointer(buffer), byteCount: bytes.count)
    }
    count += decimal.count
  }
}
