internal import Glibc

/// Runs by font, direction and bytes: an open table whose entries compare the bytes, as hashes alone may collide.
struct ShapeCache: ~Copyable {
  private struct Entry {
    var hash: UInt64
    var key: UInt32
    var textStart: Int32
    var textCount: Int32
    var run: ShapedRun
  }

  private var table: UnsafeMutablePointer<Int32>
  private var mask: Int
  private var entries: UnsafeMutablePointer<Entry>
  private var count = 0
  private var room: Int
  private var texts: UnsafeMutablePointer<UInt8>
  private var textCount = 0
  private var textRoom: Int

  init() {
    mask = (1 << 12) - 1
    table = .allocate(capacity: mask + 1)
    table.initialize(repeating: -1, count: mask + 1)
    room = 1 << 11
    entries = .allocate(capacity: room)
    textRoom = 1 << 14
    texts = .allocate(capacity: textRoom)
  }

  deinit {
    table.deallocate()
    entries.deallocate()
    texts.deallocate()
  }

  @inline(__always)
  static func hash(_ text: UnsafePointer<UInt8>, _ count: Int, _ key: UInt32) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count) ^ UInt64(key) << 32
    var place = 0
    let raw = UnsafeRawPointer(text)
    while place &+ 8 <= count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      place &+= 8
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while place < count {
      rest |= UInt64(text[place]) << shift
      shift &+= 8
      place &+= 1
    }
    hash = (hash ^ rest) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 29
  }

  @inline(__always)
  func find(_ text: UnsafePointer<UInt8>, _ length: Int, _ key: UInt32, _ hash: UInt64) -> ShapedRun? {
    var place = Int(truncatingIfNeeded: hash >> 7) & mask
    while true {
      let index = table[place]
      if index < 0 { return nil }
      let entry = entries + Int(index)
      if entry.pointee.hash == hash, entry.pointee.key == key, Int(entry.pointee.textCount) == length,
        memcmp(texts + Int(entry.pointee.textStart), text, length) == 0
      {
        return entry.pointee.run
      }
      place = (place &+ 1) & mask
    }
  }

  mutating func insert(
    _ text: UnsafePointer<UInt8>, _ length: Int, _ key: UInt32, _ hash: UInt64, _ run: ShapedRun
  ) {
    if count == room { grow() }
    if textCount + length > textRoom {
      let wanted = max(textRoom * 2, textCount + length)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
      larger.update(from: texts, count: textCount)
      texts.deallocate()
      texts = larger
      textRoom = wanted
    }
    (texts + textCount).update(from: text, count: length)
    entries[count] = Entry(hash: hash, key: key, textStart: Int32(textCount), textCount: Int32(length), run: run)
    textCount += length
    store(count)
    count += 1
  }

  private func store(_ index: Int) {
    var place = Int(truncatingIfNeeded: entries[index].hash >> 7) & mask
    while table[place] >= 0 { place = (place + 1) & mask }
    table[place] = Int32(index)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: room * 2)
    larger.update(from: entries, count: count)
    entries.deallocate()
    entries = larger
    room *= 2
    table.deallocate()
    mask = mask * 2 + 1
    table = .allocate(capacity: mask + 1)
    table.initialize(repeating: -1, count: mask + 1)
    for index in 0..<count { store(index) }
  }
}
