/// A place bytes are written to, in order, by one writer at a time.
///
/// Writing may block the calling thread (a file, a full stream), so sinks belong on worker threads
/// and never on an event loop.
public protocol ByteSink: AnyObject {
  func write(_ bytes: UnsafeRawBufferPointer) throws
  /// Passes on what is still held back and makes the result complete; nothing may be written afterwards.
  func finish() throws
}

extension ByteSink {
  @inlinable
  public func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  @inlinable
  public func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }
}
