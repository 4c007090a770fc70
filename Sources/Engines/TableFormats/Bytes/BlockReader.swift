internal import Tables

/// A window on a source: unread bytes side by side, with `padding` bytes behind them that may be loaded.
final class BlockReader {
  static let padding = 64

  private let source: any ByteSource
  private(set) var start: UnsafeMutablePointer<UInt8>
  private var room: Int
  private let block: Int
  private let limit: Int
  /// The first unread byte, and the end of the bytes at hand.
  private(set) var first = 0
  private(set) var end = 0
  private(set) var isAtEnd = false
  /// Bytes consumed before `first`.
  private(set) var consumed = 0

  init(_ source: any ByteSource, block: Int = 1 << 20, limit: Int = 64 << 20) {
    self.source = source
    self.limit = limit
    self.block = block
    // Small inputs need no large window.
    room = min(block, 1 << 14)
    start = .allocate(capacity: room + Self.padding)
    (start + room).initialize(repeating: 0, count: Self.padding)
  }

  deinit { start.deallocate() }

  var unread: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start + first, count: end - first) }

  func consume(_ count: Int) {
    first += count
    consumed += count
  }

  /// Gets more behind the unread bytes; false at the end of the input. Grows when the window is full.
  func fill() throws -> Bool {
    if isAtEnd { return false }
    if first > 0 {
      start.update(from: start + first, count: end - first)
      end -= first
      first = 0
    }
    if end == room, room >= block {
      guard room < limit else {
        throw TableError(
          .limit, "a row is longer than \(limit >> 20) MB, or a quote is not closed", at: .init(offset: consumed))
      }
      grow(to: room * 2)
    }
    var got = false
    while end < room || room < block {
      if end == room { grow(to: min(room * 8, block)) }
      let amount = try source.read(into: UnsafeMutableRawBufferPointer(start: start + end, count: room - end))
      if amount == 0 {
        isAtEnd = true
        break
      }
      end += amount
      got = true
    }
    (start + end).initialize(repeating: 0, count: Self.padding)
    return got
  }

  private func grow(to wanted: Int) {
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Self.padding)
    moved.update(from: start, count: end)
    start.deallocate()
    start = moved
    room = wanted
  }
}
