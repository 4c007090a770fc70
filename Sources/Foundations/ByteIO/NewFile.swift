internal import Glibc

/// A file that is being written under a temporary name: buffered, made durable, then moved to its place in one step.
///
/// Whatever fails gives it up and leaves nothing behind.
public struct NewFile: ~Copyable {
  public let temporary: String
  /// The path that errors speak of.
  private let subject: String
  private var descriptor: Int32
  private var buffer: ByteBuffer
  private let bufferSize: Int

  /// Makes the file; one that exists already is an error with the number `EEXIST`.
  public init(_ temporary: String, for subject: String, permissions: UInt32, bufferSize: Int = 65_536)
    throws(FileError)
  {
    self.temporary = temporary
    self.subject = subject
    self.bufferSize = max(bufferSize, 1)
    buffer = ByteBuffer(reserving: self.bufferSize)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, permissions)
    guard descriptor >= 0 else { throw FileError("create", path: subject, number: errno) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    _ = close(descriptor)
    unlink(temporary)
  }

  /// False once it has been moved or given up.
  public var isOpen: Bool { descriptor >= 0 }

  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    guard isOpen else { throw FileError("write", path: subject, number: 0) }
    if buffer.count + bytes.count > bufferSize { try flush() }
    if bytes.count >= bufferSize { try pass(bytes) } else { buffer.append(bytes) }
  }

  /// Hands the buffered bytes to the system.
  public mutating func flush() throws(FileError) {
    // Not within a borrow of the buffer: a failure discards it.
    try pass(UnsafeRawBufferPointer(start: buffer.start, count: buffer.count))
    buffer.removeAll()
  }

  private mutating func pass(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw failure("write")
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// Moves it to its place; when `isDurable`, its bytes and the move are on the disk when this returns.
  ///
  /// An error about the folder comes after the file is in its place: it is complete, but a power cut may still undo
  /// the move.
  public mutating func move(to path: String, in folder: String, isDurable: Bool) throws(FileError) {
    guard isOpen else { throw FileError("finish", path: subject, number: 0) }
    try flush()
    // A failed fsync may have dropped the pages: trying again would lie, so the file is given up.
    if isDurable, fsync(descriptor) != 0 { throw failure("make durable") }
    let closed = close(descriptor)
    let number = errno
    descriptor = -1
    guard closed == 0 || number == EINTR else {
      unlink(temporary)
      throw FileError("close", path: subject, number: number)
    }
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw FileError("move into place", path: subject, number: number)
    }
    if isDurable { try Self.makeDurable(folder, for: subject) }
  }

  private static func makeDurable(_ folder: String, for subject: String) throws(FileError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open the folder of", path: subject, number: errno) }
    defer { _ = close(descriptor) }
    // Some file systems cannot sync a folder and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileError("make durable the folder of", path: subject, number: errno)
    }
  }

  private mutating func failure(_ operation: String) -> FileError {
    let error = FileError(operation, path: subject, number: errno)
    discard()
    return error
  }

  /// Gives the file up; nothing stays. Does nothing after the move.
  public mutating func discard() {
    guard isOpen else { return }
    _ = close(descriptor)
    descriptor = -1
    unlink(temporary)
    buffer.removeAll()
  }
}
