internal import Glibc

/// Finds the end of a message head, going on where it stopped, so that a head that drips in costs linear time.
struct HeadScanner {
  enum Progress: Equatable {
    case incomplete
    /// The head, with its closing empty line, takes that many bytes.
    case complete(Int)
    case refused(RequestRefusal)
  }

  let maximumRequestLine: Int
  let maximumHead: Int
  private var position = 0
  private var lineStart = 0
  private var sawRequestLine = false

  init(maximumRequestLine: Int, maximumHead: Int) {
    self.maximumRequestLine = maximumRequestLine
    self.maximumHead = maximumHead
  }

  mutating func reset() {
    position = 0
    lineStart = 0
    sawRequestLine = false
  }

  /// `bytes` starts at the request line every time; only its end may have grown.
  mutating func scan(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Progress {
    if position == 0, count > 0, ByteClass.table[Int(bytes[0])] & ByteClass.token == 0 {
      return .refused(.malformed("A request must start with a method."))
    }
    while position < count {
      guard let found = memchr(bytes + position, 0x0A, count - position) else { break }
      let end = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
      // Sizes come first, so that a head fed in pieces is refused for the same reason as a whole one.
      if !sawRequestLine, end > maximumRequestLine + 1 { return .refused(.lineTooLong) }
      guard end < maximumHead else { return .refused(.headTooLarge) }
      guard end > 0, bytes[end - 1] == 0x0D else { return .refused(.badLineEnd) }
      let length = end - 1 - lineStart
      if !sawRequestLine {
        sawRequestLine = true
      } else if length == 0 {
        return .complete(end + 1)
      }
      position = end + 1
      lineStart = position
    }
    position = count
    if !sawRequestLine, count > maximumRequestLine + 1 { return .refused(.lineTooLong) }
    return count >= maximumHead ? .refused(.headTooLarge) : .incomplete
  }
}
