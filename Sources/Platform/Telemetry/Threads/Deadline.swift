internal import Glibc

/// A moment on the monotonic clock.
struct Deadline {
  let time: timespec

  /// Half a century at most, which is for ever.
  init(after duration: Duration) {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let parts = min(max(duration, .zero), .seconds(1_600_000_000)).components
    let nanoseconds = now.tv_nsec + Int(parts.attoseconds / 1_000_000_000)
    time = timespec(
      tv_sec: now.tv_sec + Int(parts.seconds) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
  }
}
