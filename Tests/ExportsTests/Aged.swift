import Glibc
import TestSupport

/// Files as if nobody had used them for a day.
enum Aged {
  static func make(_ path: String) throws {
    var times = [timespec(tv_sec: time(nil) - 86_400, tv_nsec: 0), timespec(tv_sec: time(nil) - 86_400, tv_nsec: 0)]
    guard utimensat(AT_FDCWD, path, &times, 0) == 0 else { throw TestFailure("\(path) cannot be made older") }
  }
}
