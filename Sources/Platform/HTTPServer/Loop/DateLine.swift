internal import Glibc

/// The `Date` field of the current second, ready to copy.
struct DateLine {
  private(set) var bytes: [UInt8] = []
  private var second = -1

  mutating func update() {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &now)
    guard now.tv_sec != second else { return }
    second = now.tv_sec
    bytes = Array("Date: \(HTTPDate.text(Int64(second)))\r\n".utf8)
  }
}
