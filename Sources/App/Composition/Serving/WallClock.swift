internal import ByteIO
internal import Glibc

/// The time of day, for people; never for leases or order.
enum WallClock {
  static func text() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000).rfc3339()
  }
}
