internal import Glibc

/// Nanoseconds of the clock that never jumps.
public enum MonotonicTime {
  public static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

extension Duration {
  /// Without a sign: what is negative is 0.
  public var nanoseconds: UInt64 {
    let parts = components
    return UInt64(max(0, parts.seconds)) &* 1_000_000_000 &+ UInt64(max(0, parts.attoseconds / 1_000_000_000))
  }
}
