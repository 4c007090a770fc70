/// Bytes that are read once, from the front to the end.
public protocol ByteSource: AnyObject {
  /// Fills as much of `target` as there is at hand; 0 is the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes that can be read at any place, and so again.
public protocol ByteStore: AnyObject {
  var count: Int { get }
  /// Fills all of `target` from `offset` on.
  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws
}
