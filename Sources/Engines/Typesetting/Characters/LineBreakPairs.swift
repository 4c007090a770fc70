/// What UAX 14 says about two neighbouring classes, as tables.
struct LineBreakPairs: Sendable {
  /// Indexed by left * count + right: bit 0 allows a break between neighbours, bit 1 with spaces in between.
  private let allowed: [UInt8]

  static let standard = LineBreakPairs()

  private init() {
    var allowed = [UInt8](repeating: 0, count: LineBreakClass.count * LineBreakClass.count)
    for left in 0..<LineBreakClass.count {
      for right in 0..<LineBreakClass.count {
        guard let first = LineBreakClass(rawValue: UInt8(left)), let second = LineBreakClass(rawValue: UInt8(right))
        else { continue }
        if Self.mayBreak(first, second, spaces: false) { allowed[left * LineBreakClass.count + right] |= 1 }
        if Self.mayBreak(first, second, spaces: true) { allowed[left * LineBreakClass.count + right] |= 2 }
      }
    }
    self.allowed = allowed
  }

  @inline(__always)
  func mayBreak(_ left: UInt8, _ right: UInt8, spaces: Bool) -> Bool {
    allowed[Int(left) * LineBreakClass.count + Int(right)] & (spaces ? 2 : 1) != 0
  }

  private static func isLetter(_ kind: LineBreakClass) -> Bool {
    kind == .alphabetic || kind == .hebrew || kind == .dictionary
  }

  private static func isOpen(_ kind: LineBreakClass) -> Bool { kind == .open || kind == .openWide }

  private static func isClose(_ kind: LineBreakClass) -> Bool {
    kind == .close || kind == .closeParenthesis || kind == .closeParenthesisWide
  }

  private static func isHangul(_ kind: LineBreakClass) -> Bool {
    [.jamoL, .jamoV, .jamoT, .hangul2, .hangul3].contains(kind)
  }

  private static func isIdeograph(_ kind: LineBreakClass) -> Bool {
    [.ideograph, .emojiBase, .emojiModifier, .unassignedPicture].contains(kind)
  }

  /// The rules 7 to 31 in their order; hard breaks and combining marks are the caller's.
  private static func mayBreak(_ left: LineBreakClass, _ right: LineBreakClass, spaces: Bool) -> Bool {
    if right == .space || right == .zeroSpace { return false }
    if left == .zeroSpace { return true }
    if right == .wordJoiner || left == .wordJoiner && !spaces { return false }
    if left == .glue && !spaces { return false }
    if right == .glue, !spaces, left != .after, left != .hyphen { return false }
    if isClose(right) || right == .exclamation || right == .infix || right == .symbol { return false }
    if isOpen(left) { return false }
    if left == .quotation && isOpen(right) { return false }
    if isClose(left) && right == .nonStarter { return false }
    if left == .both && right == .both { return false }
    if spaces { return true }
    if left == .quotation || right == .quotation { return false }
    if left == .contingent || right == .contingent { return true }
    if right == .after || right == .hyphen || right == .nonStarter || left == .before { return false }
    if left == .symbol && right == .hebrew { return false }
    if right == .inseparable { return false }
    return mayBreakWords(left, right)
  }

  private static func mayBreakWords(_ left: LineBreakClass, _ right: LineBreakClass) -> Bool {
    if isLetter(left) && right == .numeric || left == .numeric && isLetter(right) { return false }
    if left == .prefix && isIdeograph(right) || isIdeograph(left) && right == .postfix { return false }
    if left == .prefix || left == .postfix, isLetter(right) { return false }
    if isLetter(left), right == .prefix || right == .postfix { return false }
    if isClose(left) || left == .numeric, right == .postfix || right == .prefix { return false }
    if left == .postfix || left == .prefix, isOpen(right) || right == .numeric { return false }
    if [.hyphen, .infix, .numeric, .symbol].contains(left), right == .numeric { return false }
    if left == .jamoL, [.jamoL, .jamoV, .hangul2, .hangul3].contains(right) { return false }
    if left == .jamoV || left == .hangul2, right == .jamoV || right == .jamoT { return false }
    if left == .jamoT || left == .hangul3, right == .jamoT { return false }
    if isHangul(left) && right == .postfix || left == .prefix && isHangul(right) { return false }
    if isLetter(left) && isLetter(right) { return false }
    if left == .infix && isLetter(right) { return false }
    if isLetter(left) || left == .numeric, right == .open { return false }
    if left == .closeParenthesis, isLetter(right) || right == .numeric { return false }
    if left == .emojiBase || left == .unassignedPicture, right == .emojiModifier { return false }
    return true
  }
}
