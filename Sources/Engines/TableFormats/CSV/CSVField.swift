/// Where one field lies in the reader's window, without its quotes.
struct CSVField: BitwiseCopyable {
  var start: Int32
  /// The length, with the marks in the two top bits.
  private var marked: UInt32

  static let quoted: UInt32 = 1 << 31
  static let escaped: UInt32 = 1 << 30

  @inline(__always)
  init(start: Int, length: Int, marks: UInt32 = 0) {
    self.start = Int32(truncatingIfNeeded: start)
    marked = UInt32(truncatingIfNeeded: length) | marks
  }

  @inline(__always) var length: Int { Int(marked & 0x3FFF_FFFF) }
  @inline(__always) var isQuoted: Bool { marked & Self.quoted != 0 }
  /// Whether there are doubled quotes inside.
  @inline(__always) var isEscaped: Bool { marked & Self.escaped != 0 }
}
