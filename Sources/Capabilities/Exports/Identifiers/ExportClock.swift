internal import Glibc

/// The two clocks of exports: the calendar, for people and dates, and the one that never jumps, for deadlines.
public struct ExportClock: Sendable {
  /// Microseconds since 1970 in UTC.
  public var now: @Sendable () -> Int64
  /// Nanoseconds from an arbitrary start.
  public var monotonic: @Sendable () -> UInt64

  public init(now: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> UInt64) {
    self.now = now
    self.monotonic = monotonic
  }

  public static let system = ExportClock(
    now: {
      let time = read(CLOCK_REALTIME)
      return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    },
    monotonic: {
      let time = read(CLOCK_MONOTONIC)
      return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    })

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
