/// The parts of a body that a `Range` field asks for.
enum ByteRanges: Equatable {
  /// No range, or one that is to be ignored.
  case whole
  case parts([Range<Int>])
  case notSatisfiable

  /// More parts, or parts that overlap, only make work: such a request gets the whole.
  private static let maximumParts = 16

  static func parse(_ text: String, length: Int) -> ByteRanges {
    guard text.hasPrefix("bytes=") else { return .whole }
    var parts: [Range<Int>] = []
    let specifications = text.dropFirst(6).split(separator: ",", omittingEmptySubsequences: false)
    guard specifications.count <= maximumParts else { return .whole }
    for specification in specifications {
      guard let range = range(specification, length) else { return .whole }
      if !range.isEmpty { parts.append(range) }
    }
    if parts.isEmpty { return .notSatisfiable }
    let ordered = parts.sorted { $0.lowerBound < $1.lowerBound }
    for (left, right) in zip(ordered, ordered.dropFirst()) where left.upperBound > right.lowerBound { return .whole }
    return .parts(parts)
  }

  /// `nil` when it is not well formed, empty when it lies behind the end.
  private static func range(_ specification: Substring, _ length: Int) -> Range<Int>? {
    let halves = specification.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(trim)
    guard halves.count == 2 else { return nil }
    if halves[0].isEmpty {
      guard let suffix = number(halves[1]) else { return nil }
      return max(0, length - suffix)..<length
    }
    guard let first = number(halves[0]) else { return nil }
    var last = Int.max - 1
    if !halves[1].isEmpty {
      guard let given = number(halves[1]) else { return nil }
      last = given
    }
    guard first <= last else { return nil }
    return first < length ? first..<min(last + 1, length) : 0..<0
  }

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text)
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
