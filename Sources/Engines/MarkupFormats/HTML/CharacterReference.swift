/// `&amp;`, `&#38;` and `&#x26;`.
enum CharacterReference {
  struct Match {
    var text: String
    var length: Int
  }

  /// With its semicolon, as Markdown wants it; at most seven decimal or six hexadecimal digits.
  static func strict(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Match? {
    var index = start + 1
    guard index < text.count else { return nil }
    if text[index] == UInt8(ascii: "#") {
      guard let number = number(text, at: start, maximumDigits: (7, 6)) else { return nil }
      let end = start + number.length
      guard end < text.count, text[end] == UInt8(ascii: ";") else { return nil }
      return Match(text: String(number.scalar), length: number.length + 1)
    }
    while index < text.count, index - start <= 32, isAlphanumeric(text[index]) { index += 1 }
    guard index < text.count, index > start + 1, text[index] == UInt8(ascii: ";") else { return nil }
    let name = UnsafeBufferPointer(rebasing: text[start + 1..<index])
    return NamedCharacters.find(name).map { Match(text: $0, length: index + 1 - start) }
  }

  /// As browsers read it: the semicolon may be missing behind numbers and some old names.
  static func lenient(_ text: UnsafeBufferPointer<UInt8>, at start: Int, inAttribute: Bool) -> Match? {
    if let match = strict(text, at: start) { return match }
    guard start + 1 < text.count else { return nil }
    if text[start + 1] == UInt8(ascii: "#") {
      guard let number = number(text, at: start, maximumDigits: (20, 20)) else { return nil }
      let end = start + number.length
      let hasEnd = end < text.count && text[end] == UInt8(ascii: ";")
      return Match(text: String(number.scalar), length: number.length + (hasEnd ? 1 : 0))
    }
    var end = start + 1
    while end < text.count, end - start <= 6, isAlphanumeric(text[end]) { end += 1 }
    while end > start + 1 {
      let name = UnsafeBufferPointer(rebasing: text[start + 1..<end])
      if NamedCharacters.worksAlone(name), let found = NamedCharacters.find(name) {
        let next = end < text.count ? text[end] : 0
        if inAttribute, next == UInt8(ascii: "=") || isAlphanumeric(next) { return nil }
        return Match(text: found, length: end - start)
      }
      end -= 1
    }
    return nil
  }

  private static func number(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int, maximumDigits: (decimal: Int, hexadecimal: Int)
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    var index = start + 2
    var value: UInt32 = 0
    let isHexadecimal = index < text.count && text[index] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { index += 1 }
    let first = index
    let limit = isHexadecimal ? maximumDigits.hexadecimal : maximumDigits.decimal
    while index < text.count, index - first < limit {
      let byte = text[index]
      let digit: UInt32
      if byte >= 0x30, byte <= 0x39 {
        digit = UInt32(byte) - 0x30
      } else if isHexadecimal, (byte | 0x20) >= 0x61, (byte | 0x20) <= 0x66 {
        digit = UInt32(byte | 0x20) - 0x57
      } else {
        break
      }
      value = min(value, 0x0FFF_FFFF) * (isHexadecimal ? 16 : 10) + digit
      if value > 0x11_0000 { value = 0x11_0000 }
      index += 1
    }
    guard index > first else { return nil }
    let scalar = value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    return (scalar, index - start)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }
}
