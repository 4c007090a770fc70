internal import Tables

/// Bytes in memory, as a source and as a store.
public final class MemoryBytes: ByteSource, ByteStore {
  private let bytes: [UInt8]
  private var position = 0
  /// The most that one `read` returns; small values show what a slow stream does.
  private let portion: Int

  public init(_ bytes: [UInt8], portion: Int = .max) {
    self.bytes = bytes
    self.portion = max(portion, 1)
  }

  public convenience init(_ text: String) { self.init(Array(text.utf8)) }

  public var count: Int { bytes.count }

  public func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    let amount = min(target.count, bytes.count - position, portion)
    target.copyBytes(from: bytes[position..<(position + amount)])
    position += amount
    return amount
  }

  public func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws {
    guard offset >= 0, offset <= bytes.count, target.count <= bytes.count - offset else {
      throw TableError(.truncated, "the input ends too early", at: .init(offset: offset))
    }
    target.copyBytes(from: bytes[offset..<(offset + target.count)])
  }
}
