internal import Glibc

/// The system's clocks in nanoseconds.
enum WallClock {
  /// Since 1970; jumps when somebody sets the clock.
  static var now: UInt64 { read(CLOCK_REALTIME) }
  /// Never jumps.
  static var monotonic: UInt64 { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(max(time.tv_sec, 0)) &* 1_000_000_000 &+ UInt64(max(time.tv_nsec, 0))
  }
}
