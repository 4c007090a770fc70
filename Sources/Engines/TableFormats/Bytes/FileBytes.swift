internal import Glibc
internal import Tables

/// A file, or anything with a descriptor, as a source; a regular file as a store too.
public final class FileBytes: ByteSource, ByteStore {
  public let path: String
  public let count: Int
  private let descriptor: Int32
  private let isOwned: Bool

  public init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    isOwned = true
    guard descriptor >= 0 else {
      throw TableError(.input, "cannot open '\(path)': \(String(cString: strerror(errno)))")
    }
    var status = stat()
    fstat(descriptor, &status)
    count = Int(status.st_size)
  }

  /// Standard input, a pipe; it stays open.
  public init(descriptor: Int32) {
    path = "-"
    self.descriptor = descriptor
    isOwned = false
    count = 0
  }

  deinit { if isOwned { close(descriptor) } }

  public func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let amount = Glibc.read(descriptor, target.baseAddress, target.count)
      if amount >= 0 { return amount }
      if errno != EINTR { throw failure() }
    }
  }

  public func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws {
    var filled = 0
    while filled < target.count {
      guard let start = target.baseAddress else { return }
      let amount = pread(descriptor, start + filled, target.count - filled, off_t(offset + filled))
      if amount < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      guard amount > 0 else {
        throw TableError(.truncated, "the file ends too early", at: .init(offset: offset + filled))
      }
      filled += amount
    }
  }

  private func failure() -> TableError {
    TableError(.input, "cannot read '\(path)': \(String(cString: strerror(errno)))")
  }
}
