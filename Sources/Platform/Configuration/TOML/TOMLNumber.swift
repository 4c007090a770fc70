/// Integers and floats as TOML writes them.
enum TOMLNumber {
  static func value(of word: String, at place: TOMLScanner) throws(TOMLError) -> TOMLValue {
    let bytes = Array(word.utf8)
    if let radix = radix(bytes) {
      guard let digits = digits(bytes.dropFirst(2), radix: radix) else { throw malformed(word, place) }
      guard let value = Int64(digits, radix: radix) else { throw tooLarge(place) }
      return .integer(value)
    }
    var rest = bytes[...]
    let sign = rest.first.flatMap { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") ? $0 : nil }
    if sign != nil { rest = rest.dropFirst() }
    if ["inf", "nan"].contains(String(decoding: rest, as: UTF8.self)) {
      throw place.failure(.unsupported, "'\(word)' is no number that can be configured")
    }
    let isDate =
      rest.prefix(4).count == 4 && rest.prefix(4).allSatisfy(isDigit) && rest.dropFirst(4).first == UInt8(ascii: "-")
    let isTime =
      rest.prefix(2).count == 2 && rest.prefix(2).allSatisfy(isDigit) && rest.dropFirst(2).first == UInt8(ascii: ":")
    if sign == nil, isDate || isTime {
      throw place.failure(.unsupported, "dates and times have no meaning here; a time span is a text: \"20s\"")
    }
    return try decimal(word, sign: sign, rest, place)
  }

  private static func decimal(
    _ word: String, sign: UInt8?, _ bytes: ArraySlice<UInt8>, _ place: TOMLScanner
  ) throws(TOMLError) -> TOMLValue {
    let mantissa = bytes.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    let exponent = bytes[mantissa.endIndex...].dropFirst()
    let hasExponent = mantissa.endIndex != bytes.endIndex
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }
    let fraction = mantissa[whole.endIndex...].dropFirst()
    let hasFraction = whole.endIndex != mantissa.endIndex
    guard let wholeDigits = digits(whole, radix: 10), wholeDigits == "0" || !wholeDigits.hasPrefix("0") else {
      throw malformed(word, place)
    }
    var text = (sign == UInt8(ascii: "-") ? "-" : "") + wholeDigits
    guard hasFraction || hasExponent else {
      guard let value = Int64(text) else { throw tooLarge(place) }
      return .integer(value)
    }
    if hasFraction {
      guard let digits = digits(fraction, radix: 10) else { throw malformed(word, place) }
      text += "." + digits
    }
    if hasExponent {
      let exponentSign = exponent.first.flatMap { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") ? $0 : nil }
      guard let digits = digits(exponentSign == nil ? exponent : exponent.dropFirst(), radix: 10) else {
        throw malformed(word, place)
      }
      text += "e" + (exponentSign == UInt8(ascii: "-") ? "-" : "") + digits
    }
    guard let value = Double(text), value.isFinite else { throw tooLarge(place) }
    return .float(value)
  }

  private static func radix(_ bytes: [UInt8]) -> Int? {
    guard bytes.count > 2, bytes[0] == UInt8(ascii: "0") else { return nil }
    return switch bytes[1] {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  /// The digits without the single underscores that may stand between them; nil where anything else is there.
  private static func digits(_ bytes: some Collection<UInt8>, radix: Int) -> String? {
    var text = ""
    var mayBreak = false
    for byte in bytes {
      if byte == UInt8(ascii: "_") {
        guard mayBreak else { return nil }
        mayBreak = false
        continue
      }
      let character = Character(Unicode.Scalar(byte))
      guard byte < 0x80, let digit = character.hexDigitValue, digit < radix else { return nil }
      text.append(character)
      mayBreak = true
    }
    return mayBreak ? text : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func malformed(_ word: String, _ place: TOMLScanner) -> TOMLError {
    place.failure(.malformed, "'\(word)' is no value; texts stand in quotes")
  }

  private static func tooLarge(_ place: TOMLScanner) -> TOMLError {
    place.failure(.unsupported, "the number is too large")
  }
}
