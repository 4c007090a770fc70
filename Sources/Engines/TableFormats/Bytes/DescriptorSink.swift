public import ByteIO
internal import Glibc
internal import Tables

/// Standard output, a pipe: what is written goes to a descriptor, which stays open.
public final class DescriptorSink: ByteSink {
  private let descriptor: Int32

  public init(_ descriptor: Int32) { self.descriptor = descriptor }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count, let start = bytes.baseAddress {
      let amount = Glibc.write(descriptor, start + done, bytes.count - done)
      if amount < 0 {
        if errno == EINTR { continue }
        throw TableError(.output, "cannot write to the output: \(String(cString: strerror(errno)))")
      }
      done += amount
    }
  }

  public func finish() {}
}
