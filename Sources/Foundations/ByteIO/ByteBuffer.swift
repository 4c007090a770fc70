internal import Glibc

/// Growing bytes with one owner: appending is a store and an addition, nothing is copied behind the writer's back.
///
/// After the last byte there is always `slack` room, so that number and text formatting may store whole words.
public struct ByteBuffer: ~Copyable {
  @usableFromInline static let slack = 16

  @usableFromInline package var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var room: Int
  @usableFromInline package var used = 0

  /// Bytes that fit without growing, without the slack.
  @inlinable public var capacity: Int { room }
  @inlinable public var count: Int { used }

  public init(reserving capacity: Int = 256) {
    room = max(capacity, 0)
    start = Self.memory(nil, count: room + Self.slack)
  }

  /// A copy of `bytes`.
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.init(reserving: bytes.count)
    append(bytes)
  }

  deinit { free(start) }

  @inlinable public var isEmpty: Bool { count == 0 }

  @inlinable
  public subscript(index: Int) -> UInt8 {
    get {
      precondition(index >= 0 && index < count, "index outside of the buffer")
      return start[index]
    }
    set {
      precondition(index >= 0 && index < count, "index outside of the buffer")
      start[index] = newValue
    }
  }

  /// Makes room for `more` bytes after the present ones.
  @inlinable @inline(__always)
  public mutating func reserve(_ more: Int) {
    if room &- used < more { grow(by: more) }
  }

  @usableFromInline @inline(never)
  mutating func grow(by more: Int) {
    precondition(more >= 0, "a buffer cannot grow by a negative count")
    let wanted = max(used + more, room * 2, 64)
    // realloc moves the pages of a large buffer instead of copying them.
    start = Self.memory(start, count: wanted + Self.slack)
    room = wanted
  }

  private static func memory(_ old: UnsafeMutablePointer<UInt8>?, count: Int) -> UnsafeMutablePointer<UInt8> {
    guard let memory = realloc(old, count) else { preconditionFailure("no memory for \(count) bytes") }
    return memory.assumingMemoryBound(to: UInt8.self)
  }

  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    start[used] = byte
    used &+= 1
  }

  @inlinable
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    UnsafeMutableRawPointer(start + count).copyMemory(from: source, byteCount: bytes.count)
    used &+= bytes.count
  }

  @inlinable
  public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    append(UnsafeRawBufferPointer(bytes))
  }

  @inlinable
  public mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  @inlinable
  public mutating func append(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// The text's UTF-8.
  @inlinable @_disfavoredOverload
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// A literal, without making a `String` of it.
  @inlinable
  public mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
  }

  @inlinable
  public mutating func append(repeating byte: UInt8, count repeats: Int) {
    guard repeats > 0 else { return }
    reserve(repeats)
    (start + count).update(repeating: byte, count: repeats)
    used &+= repeats
  }

  /// Lets `body` write up to `capacity` bytes at the end; it returns how many it wrote.
  @inlinable
  public mutating func append<Failure: Error>(
    upTo capacity: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    precondition(capacity >= 0, "a buffer cannot grow by a negative count")
    reserve(capacity)
    let written = try body(UnsafeMutableRawBufferPointer(start: start + count, count: capacity))
    precondition(written >= 0 && written <= capacity, "wrote outside of the room that was asked for")
    used &+= written
  }

  /// Forgets the bytes and keeps the room.
  @inlinable
  public mutating func removeAll() {
    used = 0
  }

  /// Drops bytes from the end.
  @inlinable
  public mutating func removeLast(_ dropped: Int = 1) {
    precondition(dropped >= 0 && dropped <= count, "cannot drop more than there is")
    used &-= dropped
  }

  /// Drops bytes from the front and moves the others down.
  public mutating func removeFirst(_ dropped: Int) {
    precondition(dropped >= 0 && dropped <= count, "cannot drop more than there is")
    start.update(from: start + dropped, count: count - dropped)
    used -= dropped
  }

  @inlinable
  public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A copy as an array.
  @inlinable public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { array, filled in
      if count > 0, let target = array.baseAddress { target.update(from: start, count: count) }
      filled = count
    }
  }

  /// A copy as text; malformed UTF-8 is repaired.
  public var text: String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Passes everything on to `sink` and starts anew.
  public mutating func drain(into sink: any ByteSink) throws {
    let full = UnsafeRawBufferPointer(start: start, count: count)
    used = 0
    if !full.isEmpty { try sink.write(full) }
  }
}

/// The one owner may move to another thread, and nobody else can see the memory.
extension ByteBuffer: @unchecked Sendable {}
