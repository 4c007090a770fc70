/// Finds where lines may end (UAX 14), a character at a time.
struct LineBreakScan {
  enum Verdict: UInt8 {
    case forbidden, allowed, mandatory
  }

  private let pairs = LineBreakPairs.standard
  private var left: UInt8 = LineBreakScan.start
  private var spaces = false
  private var regionals = 0
  private var afterHebrew = false
  private var joiner = false

  private static let start: UInt8 = 255

  /// Whether a line may end before this character.
  @inline(__always)
  mutating func next(_ raw: UInt8) -> Verdict {
    typealias Kind = LineBreakClass
    var right = raw
    if left == Self.start {
      left = Self.base(right)
      joiner = raw == Kind.zeroJoiner.rawValue
      regionals = left == Kind.regional.rawValue ? 1 : 0
      return .forbidden
    }
    // Hard breaks come after the character that makes them.
    if left >= Kind.mandatory.rawValue, left <= Kind.nextLine.rawValue, !spaces {
      if left == Kind.carriageReturn.rawValue, right == Kind.lineFeed.rawValue {
        left = right
        return .forbidden
      }
      left = Self.base(right)
      joiner = raw == Kind.zeroJoiner.rawValue
      spaces = right == Kind.space.rawValue
      regionals = right == Kind.regional.rawValue ? 1 : 0
      return .mandatory
    }
    if right >= Kind.mandatory.rawValue, right <= Kind.nextLine.rawValue {
      left = right
      spaces = false
      return .forbidden
    }
    if right == Kind.space.rawValue {
      if left != Kind.space.rawValue { spaces = true }
      joiner = false
      return .forbidden
    }
    if right == Kind.combining.rawValue || right == Kind.zeroJoiner.rawValue {
      if !spaces, left != Kind.zeroSpace.rawValue, left != Kind.space.rawValue {
        // Belongs to the character before it.
        joiner = right == Kind.zeroJoiner.rawValue
        return .forbidden
      }
      joiner = right == Kind.zeroJoiner.rawValue
      right = Kind.alphabetic.rawValue
    }
    let wasJoiner = joiner && !spaces && raw != Kind.zeroJoiner.rawValue
    if raw != Kind.zeroJoiner.rawValue { joiner = false }
    var allowed = pairs.mayBreak(left, right, spaces: spaces || left == Kind.space.rawValue)
    if wasJoiner { allowed = false }
    if left == Kind.regional.rawValue, right == Kind.regional.rawValue, !spaces {
      allowed = regionals % 2 == 0
    }
    if afterHebrew, !spaces, left == Kind.hyphen.rawValue || left == Kind.after.rawValue { allowed = false }
    afterHebrew =
      left == Kind.hebrew.rawValue && !spaces && (right == Kind.hyphen.rawValue || right == Kind.after.rawValue)
    regionals = right == Kind.regional.rawValue ? (left == right && !spaces ? regionals + 1 : 1) : 0
    left = right
    spaces = false
    return allowed ? .allowed : .forbidden
  }

  @inline(__always)
  private static func base(_ kind: UInt8) -> UInt8 {
    kind == LineBreakClass.combining.rawValue || kind == LineBreakClass.zeroJoiner.rawValue
      ? LineBreakClass.alphabetic.rawValue : kind
  }
}
