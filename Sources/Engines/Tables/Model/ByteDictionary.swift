/// Numbers distinct byte texts in the order they come (open addressing).
package struct ByteDictionary: ~Copyable {
  /// Slot: 0 or number + 1, beside the upper half of the hash.
  @usableFromInline var slots: UnsafeMutablePointer<UInt64>
  @usableFromInline var mask: Int
  @usableFromInline package internal(set) var bytes: UnsafeMutablePointer<UInt8>
  private var byteRoom = 4096
  @usableFromInline package internal(set) var ends: UnsafeMutablePointer<Int32>
  private var endRoom = 512
  @usableFromInline package internal(set) var count = 0

  package init() {
    mask = 1023
    slots = .allocate(capacity: 1024)
    slots.initialize(repeating: 0, count: 1024)
    bytes = .allocate(capacity: byteRoom + 8)
    ends = .allocate(capacity: endRoom + 1)
    ends[0] = 0
  }

  deinit {
    slots.deallocate()
    bytes.deallocate()
    ends.deallocate()
  }

  @inlinable package var byteCount: Int { Int(ends[count]) }

  @inlinable
  package func value(_ number: Int) -> UnsafeRawBufferPointer {
    let first = Int(ends[number])
    return UnsafeRawBufferPointer(start: bytes + first, count: Int(ends[number + 1]) - first)
  }

  @inlinable @inline(__always)
  package static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    guard let start = text.baseAddress else { return hash }
    var rest = text.count
    var place = start
    while rest >= 8 {
      hash = mix(hash ^ place.loadUnaligned(as: UInt64.self))
      place += 8
      rest &-= 8
    }
    if rest >= 4 {
      let low = UInt64(place.loadUnaligned(as: UInt32.self))
      let high = UInt64((place + (rest &- 4)).loadUnaligned(as: UInt32.self))
      hash = mix(hash ^ (low | high << 32))
    } else if rest > 0 {
      let first = UInt64(place.load(as: UInt8.self))
      let middle = UInt64((place + rest / 2).load(as: UInt8.self))
      let last = UInt64((place + (rest &- 1)).load(as: UInt8.self))
      hash = mix(hash ^ (first | middle << 8 | last << 16))
    }
    return hash
  }

  @inlinable @inline(__always)
  package static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }

  /// The number of `text`, a new one if it was not there.
  @inlinable @inline(__always)
  package mutating func number(of text: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(text)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = slots[slot]
      if found == 0 { break }
      if found & 0xFFFF_FFFF_0000_0000 == tag {
        let number = Int(truncatingIfNeeded: found & 0xFFFF_FFFF) &- 1
        let first = Int(ends[number])
        if Int(ends[number &+ 1]) &- first == text.count, Self.equal(bytes + first, text) { return (number, false) }
      }
      slot = (slot &+ 1) & mask
    }
    insert(text, slot, tag)
    return (count &- 1, true)
  }

  /// The number of `text` if it is there.
  package func find(_ text: UnsafeRawBufferPointer) -> Int? {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let number = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) &- 1
      let first = Int(ends[number])
      if slots[slot] ^ hash < 1 << 32, Int(ends[number &+ 1]) &- first == text.count, Self.equal(bytes + first, text) {
        return number
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  @inlinable @inline(__always)
  static func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafeRawBufferPointer) -> Bool {
    guard let start = right.baseAddress else { return true }
    let left = UnsafeRawPointer(left)
    var rest = right.count
    var index = 0
    while rest >= 8 {
      if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        != start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      {
        return false
      }
      index &+= 8
      rest &-= 8
    }
    while rest > 0 {
      if left.load(fromByteOffset: index, as: UInt8.self) != start.load(fromByteOffset: index, as: UInt8.self) {
        return false
      }
      index &+= 1
      rest &-= 1
    }
    return true
  }

  @usableFromInline
  mutating func insert(_ text: UnsafeRawBufferPointer, _ slot: Int, _ tag: UInt64) {
    let used = byteCount
    if used + text.count > byteRoom {
      byteRoom = max(byteRoom * 2, used + text.count)
      let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: byteRoom + 8)
      moved.update(from: bytes, count: used)
      bytes.deallocate()
      bytes = moved
    }
    if count == endRoom {
      endRoom *= 2
      let moved = UnsafeMutablePointer<Int32>.allocate(capacity: endRoom + 1)
      moved.update(from: ends, count: count + 1)
      ends.deallocate()
      ends = moved
    }
    if let source = text.baseAddress {
      UnsafeMutableRawPointer(bytes + used).copyMemory(from: source, byteCount: text.count)
    }
    count += 1
    ends[count] = Int32(used + text.count)
    slots[slot] = tag | UInt64(count)
    if count * 2 > mask { rehash() }
  }

  private mutating func rehash() {
    let wider = (mask + 1) * 4
    slots.deallocate()
    slots = .allocate(capacity: wider)
    slots.initialize(repeating: 0, count: wider)
    mask = wider - 1
    for number in 0..<count {
      let hash = Self.hash(value(number))
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
    }
  }

  package mutating func removeAll() {
    count = 0
    ends[0] = 0
    slots.initialize(repeating: 0, count: mask + 1)
  }
}
