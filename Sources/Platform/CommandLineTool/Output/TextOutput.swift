internal import Glibc

/// Standard output or standard error: where text goes, and what its reader can show.
public struct TextOutput: Sendable {
  public let isTerminal: Bool
  public let usesColor: Bool
  /// Columns; help and bars keep within them.
  public let width: Int
  private let sink: @Sendable (String) -> Void

  public init(isTerminal: Bool, usesColor: Bool, width: Int = 80, sink: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.usesColor = usesColor
    self.width = width
    self.sink = sink
  }

  /// A file descriptor, which stays open.
  public init(descriptor: Int32, color: ColorChoice, environment: [String: String]) {
    let isTerminal = isatty(descriptor) == 1
    self.init(
      isTerminal: isTerminal,
      usesColor: Self.usesColor(color, isTerminal: isTerminal, environment: environment),
      width: Self.width(of: descriptor, isTerminal: isTerminal, environment: environment)
    ) { text in
      Self.write(text, to: descriptor)
    }
  }

  public func write(_ text: String) { sink(text) }

  public func line(_ text: String = "") { sink(text + "\n") }

  /// The text in that style where colours are used, else as it is.
  public func styled(_ text: String, _ style: TextStyle) -> String {
    usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  static func usesColor(_ choice: ColorChoice, isTerminal: Bool, environment: [String: String]) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
  }

  private static func width(of descriptor: Int32, isTerminal: Bool, environment: [String: String]) -> Int {
    var size = winsize()
    if isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return min(max(Int(size.ws_col), 40), 200)
    }
    return environment["COLUMNS"].flatMap { Int($0) }.map { min(max($0, 40), 200) } ?? 80
  }

  /// Writes all of it; a reader that went away is no error of ours.
  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let start = rest.baseAddress, !rest.isEmpty {
        let written = Glibc.write(descriptor, start, rest.count)
        if written > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        } else if errno == EAGAIN {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&waiting, 1, -1)
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}
