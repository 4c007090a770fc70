/// Blocks of 16 KB that the connections of one loop share; only the loop's thread uses it.
final class BufferStock {
  static let size = 16_384
  private var free: [UnsafeMutablePointer<UInt8>] = []
  private let kept = 256

  deinit {
    for block in free { block.deallocate() }
  }

  func take(_ wanted: Int) -> (UnsafeMutablePointer<UInt8>, Int) {
    if wanted <= Self.size {
      return (free.popLast() ?? .allocate(capacity: Self.size), Self.size)
    }
    return (.allocate(capacity: wanted), wanted)
  }

  func give(_ block: UnsafeMutablePointer<UInt8>, _ size: Int) {
    if size == Self.size, free.count < kept {
      free.append(block)
    } else {
      block.deallocate()
    }
  }
}
