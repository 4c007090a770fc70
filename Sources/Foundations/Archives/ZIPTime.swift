/// The time of an entry as ZIP keeps it: local time in steps of two seconds, from 1980 to 2107.
public struct ZIPTime: Sendable, Hashable {
  public let date: UInt16
  public let time: UInt16

  /// 1980-01-01 00:00:00: what an entry has unless told otherwise, so that the same content is the same bytes.
  public static let earliest = ZIPTime(date: 0x0021, time: 0)

  public init(date: UInt16, time: UInt16) {
    self.date = date
    self.time = time
  }

  /// Nil when the format cannot hold that time.
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (1980...2107).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    date = UInt16((year - 1980) << 9 | month << 5 | day)
    time = UInt16(hour << 11 | minute << 5 | second / 2)
  }

  public var year: Int { 1980 + Int(date >> 9) }
  public var month: Int { Int(date >> 5) & 15 }
  public var day: Int { Int(date) & 31 }
  public var hour: Int { Int(time >> 11) }
  public var minute: Int { Int(time >> 5) & 63 }
  public var second: Int { Int(time & 31) * 2 }
}
