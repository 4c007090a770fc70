internal import Tables

/// Numbers distinct 64-bit values in the order they come (open addressing).
struct IntegerDictionary: ~Copyable {
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: Int
  private(set) var values: UnsafeMutablePointer<UInt64>
  private var room = 512
  private(set) var count = 0

  init() {
    mask = 1023
    slots = .allocate(capacity: 1024)
    slots.initialize(repeating: 0, count: 1024)
    values = .allocate(capacity: room)
  }

  deinit {
    slots.deallocate()
    values.deallocate()
  }

  @inline(__always)
  mutating func number(of value: UInt64) -> (number: Int, isNew: Bool) {
    var slot = Int(truncatingIfNeeded: ByteDictionary.mix(value ^ 0x9E37_79B9_7F4A_7C15)) & mask
    while true {
      let found = slots[slot]
      if found == 0 { break }
      if values[Int(found) &- 1] == value { return (Int(found) &- 1, false) }
      slot = (slot &+ 1) & mask
    }
    insert(value, slot)
    return (count &- 1, true)
  }

  private mutating func insert(_ value: UInt64, _ slot: Int) {
    if count == room {
      let moved = UnsafeMutablePointer<UInt64>.allocate(capacity: room * 2)
      moved.update(from: values, count: count)
      values.deallocate()
      values = moved
      room *= 2
    }
    values[count] = value
    count += 1
    slots[slot] = UInt32(count)
    guard count * 2 > mask else { return }
    let wider = (mask + 1) * 4
    slots.deallocate()
    slots = .allocate(capacity: wider)
    slots.initialize(repeating: 0, count: wider)
    mask = wider - 1
    for number in 0..<count {
      var slot = Int(truncatingIfNeeded: ByteDictionary.mix(values[number] ^ 0x9E37_79B9_7F4A_7C15)) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = UInt32(number + 1)
    }
  }

  mutating func removeAll() {
    count = 0
    slots.initialize(repeating: 0, count: mask + 1)
  }
}
