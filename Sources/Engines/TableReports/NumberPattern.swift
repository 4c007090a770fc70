internal import ByteIO
internal import Values

/// A number format of spreadsheets as far as reports need it: `#,##0.00 [$€]`, `0.0%`, `"about "0`.
struct NumberPattern: Sendable, Hashable {
  private var before = ""
  private var after = ""
  private var leastWhole = 0
  private var leastPlaces = 0
  private var mostPlaces = 0
  private var groups = false
  private var isPercent = false

  /// Nil where the pattern has no place for a digit. Only its first section counts; negative numbers get a minus.
  init?(_ pattern: String) {
    var hasDigits = false
    var isBehindPoint = false
    var characters = pattern[...]
    func add(_ text: String, to format: inout NumberPattern) {
      if hasDigits { format.after += text } else { format.before += text }
    }
    while let character = characters.popFirst() {
      switch character {
      case ";": characters = ""
      case "0", "#", "?":
        hasDigits = true
        if isBehindPoint {
          mostPlaces += 1
          if character == "0" { leastPlaces = mostPlaces }
        } else if character == "0" {
          leastWhole += 1
        }
      case ",": if hasDigits { groups = true }
      case ".": if hasDigits { isBehindPoint = true } else { add(".", to: &self) }
      case "%":
        isPercent = true
        add("%", to: &self)
      case "\"":
        while let next = characters.popFirst(), next != "\"" { add(String(next), to: &self) }
      case "\\": if let next = characters.popFirst() { add(String(next), to: &self) }
      case "_":
        characters = characters.dropFirst()
        add(" ", to: &self)
      case "*": characters = characters.dropFirst()
      case "[":
        // `[$€-407]` is a currency's sign; colours and conditions mean nothing here.
        let inside = characters.prefix { $0 != "]" }
        characters = characters.dropFirst(inside.count + 1)
        if inside.first == "$" { add(String(inside.dropFirst().prefix { $0 != "-" }), to: &self) }
      default: add(String(character), to: &self)
      }
    }
    guard hasDigits else { return nil }
    mostPlaces = min(mostPlaces, 15)
    leastPlaces = min(leastPlaces, mostPlaces)
  }

  func text(_ value: Double, _ signs: NumberSigns) -> String {
    let value = isPercent ? value * 100 : value
    guard value.isFinite, abs(value) < 1e18 else {
      var buffer = ByteBuffer(reserving: 32)
      buffer.append(double: value)
      return buffer.text
    }
    var buffer = ByteBuffer(reserving: 40)
    buffer.append(fixed: abs(value), decimals: mostPlaces)
    return dressed(buffer.text, isNegative: value < 0, signs)
  }

  func text(_ value: ExactDecimal, _ signs: NumberSigns) -> String {
    var value = value
    if isPercent {
      guard let more = value.multiplied(by: ExactDecimal(100)) else { return text(value.double, signs) }
      value = more
    }
    var rounded = value.rounded(to: mostPlaces)
    if rounded.scale < mostPlaces, let filled = rounded.rescaled(to: mostPlaces) { rounded = filled }
    let isNegative = rounded.unscaled < 0
    if isNegative { rounded = rounded.negated }
    return dressed(rounded.description, isNegative: isNegative, signs)
  }

  /// Digits with a point become what people read.
  private func dressed(_ digits: String, isNegative: Bool, _ signs: NumberSigns) -> String {
    let parts = digits.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var whole = Array(parts[0])
    var places = parts.count > 1 ? Array(parts[1]) : []
    while places.count > leastPlaces, places.last == UInt8(ascii: "0") { places.removeLast() }
    while whole.count < leastWhole { whole.insert(UInt8(ascii: "0"), at: 0) }
    if leastWhole == 0, whole == [UInt8(ascii: "0")], !places.isEmpty { whole = [] }
    let isZero = !whole.contains { $0 != UInt8(ascii: "0") } && !places.contains { $0 != UInt8(ascii: "0") }
    var text = isNegative && !isZero ? "-" + before : before
    for (index, digit) in whole.enumerated() {
      if groups, index > 0, (whole.count - index) % 3 == 0 { text += signs.group }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    if !places.isEmpty {
      text += signs.point
      for digit in places { text.unicodeScalars.append(Unicode.Scalar(digit)) }
    }
    return text + after
  }
}
