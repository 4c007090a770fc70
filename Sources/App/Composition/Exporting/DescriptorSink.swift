internal import ByteIO
internal import Glibc

/// Writes to a descriptor that is open already, such as standard output.
final class DescriptorSink: ByteSink {
  private let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("write", path: "standard output", number: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  func finish() throws {}
}
