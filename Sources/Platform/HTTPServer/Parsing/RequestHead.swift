internal import Glibc
public import HTTPMessage

/// The request line and header fields, kept as the bytes that came; text is made only where somebody asks.
// Safe to share: nothing changes after the initialiser.
public final class RequestHead: @unchecked Sendable {
  let bytes: UnsafeMutablePointer<UInt8>
  let count: Int
  let entries: UnsafeMutablePointer<FieldEntry>
  let entryCount: Int

  public let method: HTTPMethod
  /// The minor version: 0 or 1.
  public let minorVersion: Int
  let target: Range<Int>
  let path: Range<Int>
  let query: Range<Int>
  let authority: Range<Int>
  let framing: BodyFraming
  let keepsAlive: Bool
  let expectsContinue: Bool
  let upgrades: Bool

  /// Copies the bytes and the entries into one block.
  init(copying source: UnsafePointer<UInt8>, _ outline: HeadOutline) {
    let entryBytes = outline.entryCount * MemoryLayout<FieldEntry>.stride
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: entryBytes + outline.count, alignment: MemoryLayout<FieldEntry>.alignment)
    entries = block.bindMemory(to: FieldEntry.self, capacity: outline.entryCount)
    bytes = (block + entryBytes).bindMemory(to: UInt8.self, capacity: outline.count)
    memcpy(entries, outline.entries, entryBytes)
    memcpy(bytes, source, outline.count)
    count = outline.count
    entryCount = outline.entryCount
    method = outline.method
    minorVersion = outline.minorVersion
    target = outline.target
    path = outline.path
    query = outline.query
    authority = outline.authority
    framing = outline.framing
    keepsAlive = outline.keepsAlive
    expectsContinue = outline.expectsContinue
    upgrades = outline.upgrades
  }

  deinit {
    UnsafeMutableRawPointer(entries).deallocate()
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count), as: UTF8.self)
  }

  /// The first value of that name, as its bytes lie in the head.
  func value(of name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    for index in 0..<entryCount {
      let entry = entries[index]
      if ByteClass.equal(bytes + Int(entry.nameOffset), Int(entry.nameCount), name) {
        return UnsafeBufferPointer(start: bytes + Int(entry.valueOffset), count: Int(entry.valueCount))
      }
    }
    return nil
  }
}
