public import ByteIO

/// Counts what is written and keeps nothing.
public final class CountingSink: ByteSink {
  public private(set) var count = 0

  public init() {}

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    count += bytes.count
  }

  public func finish() throws {}
}
