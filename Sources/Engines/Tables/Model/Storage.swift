/// Growing memory of plain values with one owner.
@usableFromInline @frozen
struct Storage<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<Element>
  @usableFromInline var room: Int
  @usableFromInline var count = 0

  @inlinable
  init(reserving room: Int = 0) {
    self.room = Swift.max(room, 8)
    start = .allocate(capacity: self.room)
  }

  @inlinable
  deinit { start.deallocate() }

  @inlinable @inline(__always)
  mutating func append(_ value: Element) {
    if count == room { grow(by: 1) }
    start[count] = value
    count &+= 1
  }

  @inlinable @inline(__always)
  mutating func reserve(_ more: Int) {
    if room &- count < more { grow(by: more) }
  }

  @usableFromInline @inline(never)
  mutating func grow(by more: Int) {
    let wanted = Swift.max(count + more, room * 2)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
    moved.update(from: start, count: count)
    start.deallocate()
    start = moved
    room = wanted
  }

  mutating func append(repeating value: Element, count more: Int) {
    reserve(more)
    (start + count).update(repeating: value, count: more)
    count &+= more
  }

  @inlinable
  mutating func append(from source: UnsafePointer<Element>, count more: Int) {
    reserve(more)
    (start + count).update(from: source, count: more)
    count &+= more
  }
}
