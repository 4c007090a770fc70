import Glibc

/// A real terminal device whose screen end the test reads.
final class PseudoTerminal: Sendable {
  let screenEnd: Int32
  let programEnd: Int32

  // The requests of <asm-generic/ioctls.h>, which are macros that Swift does not see.
  private static let unlock: UInt = 0x4004_5431
  private static let number: UInt = 0x8004_5430

  init?(columns: UInt16) {
    screenEnd = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var place: Int32 = 0
    guard screenEnd >= 0, ioctl(screenEnd, Self.unlock, &locked) == 0, ioctl(screenEnd, Self.number, &place) == 0
    else { return nil }
    programEnd = open("/dev/pts/\(place)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard programEnd >= 0 else { return nil }
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(programEnd, UInt(TIOCSWINSZ), &size)
  }

  deinit {
    close(programEnd)
    close(screenEnd)
  }

  /// What was written up to and with `end`.
  func read(until end: String) -> String {
    var text: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: text, as: UTF8.self).contains(end) {
      var waiting = pollfd(fd: screenEnd, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 5_000) > 0 else { break }
      let count = Glibc.read(screenEnd, &part, part.count)
      guard count > 0 else { break }
      text += part[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
