internal import Glibc

/// Bytes between `start` and `end` of a block that is taken from the loop's stock only while it is needed.
struct IOBuffer {
  private(set) var base: UnsafeMutablePointer<UInt8>?
  private(set) var capacity = 0
  var start = 0
  var end = 0

  var count: Int { end - start }
  var isEmpty: Bool { start == end }
  var room: Int { capacity - end }

  /// Makes room for at least `wanted` more bytes behind `end`.
  mutating func reserve(_ wanted: Int, from stock: BufferStock) -> UnsafeMutablePointer<UInt8> {
    if let base, capacity - end >= wanted { return base + end }
    return grow(wanted, stock)
  }

  private mutating func grow(_ wanted: Int, _ stock: BufferStock) -> UnsafeMutablePointer<UInt8> {
    if let base, start > 0, capacity - count >= wanted {
      memmove(base, base + start, count)
      end -= start
      start = 0
      return base + end
    }
    let needed = count + wanted
    let (block, size) = stock.take(needed <= BufferStock.size ? BufferStock.size : max(needed, capacity * 2))
    if let base {
      memcpy(block, base + start, count)
      stock.give(base, capacity)
    }
    end -= start
    start = 0
    base = block
    capacity = size
    return block + end
  }

  /// Gives the block back when nothing is in it.
  mutating func release(to stock: BufferStock) {
    guard let base, isEmpty else { return }
    stock.give(base, capacity)
    self.base = nil
    capacity = 0
    start = 0
    end = 0
  }

  /// Gives the block back with what is in it.
  mutating func discard(to stock: BufferStock) {
    end = start
    release(to: stock)
  }

  mutating func rewindIfEmpty() {
    if isEmpty {
      start = 0
      end = 0
    }
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer, from stock: BufferStock) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    memcpy(reserve(bytes.count, from: stock), source, bytes.count)
    end += bytes.count
  }

  mutating func append(_ text: StaticString, from stock: BufferStock) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), from: stock)
  }
}

extension IOBuffer {
  mutating func append(_ text: String, from stock: BufferStock) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0), from: stock) }
  }
}
