/// A moment in UTC, to the microsecond. Reading and writing use no locale and no time zone data; leap seconds are
/// not counted (POSIX time).
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Since 1970-01-01T00:00:00Z.
  public var microseconds: Int64

  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  public init(seconds: Int64) {
    microseconds = seconds * 1_000_000
  }

  public init(milliseconds: Int64) {
    microseconds = milliseconds * 1_000
  }

  /// Whole seconds, rounded down.
  public var seconds: Int64 { (microseconds - microseconds.floorRemainder(1_000_000)) / 1_000_000 }

  public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  public enum Precision: Int, Sendable {
    case seconds = 0
    case milliseconds = 3
    case microseconds = 6
  }

  /// As RFC 3339 in UTC: `2026-11-21T12:31:11.042Z`.
  public func rfc3339(_ precision: Precision = .milliseconds) -> String {
    var buffer = ByteBuffer(reserving: 32)
    buffer.append(rfc3339: self, precision)
    return buffer.text
  }

  /// As RFC 9110 dates headers: `Sat, 21 Nov 2026 12:31:11 GMT`.
  public var httpDate: String {
    var buffer = ByteBuffer(reserving: 32)
    buffer.append(httpDate: self)
    return buffer.text
  }

  public var description: String { rfc3339(.microseconds) }
}

extension Int64 {
  /// The remainder that is never negative.
  @inline(__always)
  func floorRemainder(_ divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
