internal import ByteIO

/// The levels of a page; as long as they are all the same they are only counted.
struct LevelBuffer: ~Copyable {
  private var levels: UnsafeMutablePointer<UInt8>
  private var room = 1024
  private(set) var count = 0
  private var uniform: UInt8 = 0
  private var isUniform = true

  init() { levels = .allocate(capacity: room) }

  deinit { levels.deallocate() }

  mutating func removeAll() {
    count = 0
    isUniform = true
  }

  mutating func append(_ level: UInt8, times: Int = 1) {
    guard times > 0 else { return }
    if count == 0 { uniform = level }
    if isUniform, level == uniform {
      count += times
      return
    }
    if isUniform {
      reserve(0)
      levels.update(repeating: uniform, count: count)
      isUniform = false
    }
    reserve(times)
    (levels + count).update(repeating: level, count: times)
    count += times
  }

  private mutating func reserve(_ more: Int) {
    guard count + more > room else { return }
    let wanted = max(room * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    if !isUniform { moved.update(from: levels, count: count) }
    levels.deallocate()
    levels = moved
    room = wanted
  }

  /// With the four bytes of length that version 1 pages have before levels.
  func encode(maximum: Int, to buffer: inout ByteBuffer) {
    let width = Int.bitWidth - maximum.leadingZeroBitCount
    var encoded = ByteBuffer(reserving: isUniform ? 16 : count / 4)
    if isUniform {
      if count > 0 { HybridEncoder.appendRun(UInt64(uniform), count, width, &encoded) }
    } else {
      HybridEncoder.append(UnsafeBufferPointer(start: levels, count: count), width: width, to: &encoded)
    }
    buffer.append(littleEndian: UInt32(encoded.count))
    encoded.withUnsafeBytes { buffer.append($0) }
  }
}
