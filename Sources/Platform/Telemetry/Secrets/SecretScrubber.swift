/// Takes secrets out of free text: passwords in URLs, sensitive query parameters, bearer and basic credentials.
enum SecretScrubber {
  /// The text without its secrets; the same text where there are none.
  static func scrubbed(_ text: String) -> String {
    guard mayHoldSecrets(text) else { return text }
    let bytes = Array(text.utf8)
    var cleaned: [UInt8] = []
    cleaned.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if let found = userInfo(bytes, at: place) ?? parameter(bytes, at: place) ?? credentials(bytes, at: place) {
        cleaned += bytes[place..<found.lowerBound]
        cleaned += SecretMask.bytes
        place = found.upperBound
      } else {
        cleaned.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: cleaned, as: UTF8.self)
  }

  /// Cheap, and true for hardly any line.
  private static func mayHoldSecrets(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "=") || byte == UInt8(ascii: "@") { return true }
      // "Bearer …" and "Basic …", of any case.
      if byte == UInt8(ascii: " "), previous | 0x20 == UInt8(ascii: "r") || previous | 0x20 == UInt8(ascii: "c") {
        return true
      }
      previous = byte
    }
    return false
  }

  /// From "://user:" the password, up to the last '@' of the authority.
  private static func userInfo(_ bytes: [UInt8], at place: Int) -> Range<Int>? {
    guard starts(bytes, at: place, with: "://") else { return nil }
    let start = place + 3
    var colon: Int?
    var at: Int?
    var end = start
    while end < bytes.count, !endsURL(bytes[end]) {
      if bytes[end] == UInt8(ascii: ":"), colon == nil { colon = end }
      if bytes[end] == UInt8(ascii: "@") { at = end }
      // A slash ends the authority, unless an unescaped one belongs to the password.
      if bytes[end] == UInt8(ascii: "/"), at != nil || colon == nil { break }
      if bytes[end] == UInt8(ascii: "?") || bytes[end] == UInt8(ascii: "#"), at != nil || colon == nil { break }
      end += 1
    }
    guard let at else { return nil }
    guard let colon, colon < at else {
      // A user name alone may be a token: https://TOKEN@host.
      return start..<at
    }
    return (colon + 1)..<at
  }

  /// From '?', '&', ';', blank or quote on: "name=value" or "name: value" with a sensitive name.
  private static func parameter(_ bytes: [UInt8], at place: Int) -> Range<Int>? {
    guard place == 0 || !isNamePart(bytes[place - 1]), isNamePart(bytes[place]) else { return nil }
    var end = place
    while end < bytes.count, isNamePart(bytes[end]) { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "="), end - place <= 64,
      SensitiveName.matches(bytes[place..<end])
    else { return nil }
    let start = end + 1
    end = start
    if end < bytes.count, bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") {
      let quote = bytes[end]
      end += 1
      while end < bytes.count, bytes[end] != quote { end += 1 }
      return start..<min(end + 1, bytes.count)
    }
    while end < bytes.count, !endsURL(bytes[end]), bytes[end] != UInt8(ascii: "&"), bytes[end] != UInt8(ascii: ";") {
      end += 1
    }
    return end > start ? start..<end : nil
  }

  /// What follows "Bearer " and "Basic ", where it looks like credentials.
  private static func credentials(_ bytes: [UInt8], at place: Int) -> Range<Int>? {
    guard place == 0 || !isNamePart(bytes[place - 1]) else { return nil }
    for scheme in ["bearer ", "basic "] where startsIgnoringCase(bytes, at: place, with: scheme) {
      let start = place + scheme.utf8.count
      var end = start
      while end < bytes.count, !endsURL(bytes[end]) { end += 1 }
      // "basic export" is English; credentials are longer.
      return end - start >= 8 ? start..<end : nil
    }
    return nil
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func endsURL(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"),
      UInt8(ascii: ","):
      true
    default: false
    }
  }

  private static func starts(_ bytes: [UInt8], at place: Int, with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return text.withUTF8Buffer { expected in (0..<count).allSatisfy { bytes[place + $0] == expected[$0] } }
  }

  private static func startsIgnoringCase(_ bytes: [UInt8], at place: Int, with text: String) -> Bool {
    place + text.utf8.count <= bytes.count
      && zip(bytes[place...], text.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
  }
}
