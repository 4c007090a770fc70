internal import Glibc

/// Writes a file that appears at its path complete or not at all.
///
/// The bytes go to a temporary file beside the target; `finish()` makes them durable (fsync), moves the file to its
/// place in one step and makes the move durable too. Whatever fails before that leaves nothing behind, an earlier file
/// of the same name included: it stays as it was. A sink that is dropped without `finish()` discards its file.
public final class FileSink: ByteSink {
  public enum Durability: Sendable {
    /// On the disk when `finish()` returns.
    case durable
    /// For files that can be made again: a power cut may lose them.
    case fast
  }

  public let path: String
  /// Bytes written so far.
  public private(set) var count = 0
  private let durability: Durability
  private let temporary: String
  private var descriptor: Int32
  private var buffer: ByteBuffer
  private let bufferSize: Int

  /// Opens the temporary file; the folder must exist. What is at the path already must be a file: a device, a pipe or
  /// a folder is refused, as moving a file over `/dev/null` would take it from the whole machine.
  public init(
    path: String, permissions: UInt32 = 0o644, durability: Durability = .durable, bufferSize: Int = 65_536
  ) throws(FileError) {
    self.path = path
    self.durability = durability
    self.bufferSize = max(bufferSize, 1)
    buffer = ByteBuffer(reserving: self.bufferSize)
    var existing = stat()
    if lstat(path, &existing) == 0, ![S_IFREG, S_IFLNK].contains(existing.st_mode & S_IFMT) {
      throw FileError("replace what is no file at", path: path, number: EEXIST)
    }
    let (folder, name) = Self.split(path)
    while true {
      let unique = String(UInt64.random(in: .min ... .max), radix: 36)
      // A name may have 255 bytes; the temporary one must fit as well.
      let candidate = "\(folder)/.\(String(decoding: name.utf8.prefix(200), as: UTF8.self)).\(unique).part"
      let opened = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, permissions)
      if opened >= 0 {
        descriptor = opened
        temporary = candidate
        return
      }
      let number = errno
      guard number == EEXIST || number == EINTR else { throw FileError("create", path: path, number: number) }
    }
  }

  deinit { discard() }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.startIndex ? "/." : String(path[..<slash]), name)
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard descriptor >= 0 else { throw FileError("write", path: path, number: 0) }
    count += bytes.count
    if buffer.count + bytes.count > bufferSize { try flush() }
    if bytes.count >= bufferSize { try pass(bytes) } else { buffer.append(bytes) }
  }

  /// Hands the buffered bytes to the system.
  private func flush() throws(FileError) {
    // Not within a borrow of the buffer: a failure discards it.
    try pass(UnsafeRawBufferPointer(start: buffer.start, count: buffer.count))
    buffer.removeAll()
  }

  private func pass(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
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

  public func finish() throws {
    guard descriptor >= 0 else { throw FileError("finish", path: path, number: 0) }
    try flush()
    // A failed fsync may have dropped the pages: trying again would lie, so the file is given up.
    if durability == .durable, fsync(descriptor) != 0 { throw failure("make durable") }
    let closed = close(descriptor)
    let number = errno
    descriptor = -1
    guard closed == 0 || number == EINTR else {
      unlink(temporary)
      throw FileError("close", path: path, number: number)
    }
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw FileError("move into place", path: path, number: number)
    }
    if durability == .durable { try Self.makeFolderDurable(of: path) }
  }

  /// Throws after the file is in its place: it is complete, but a power cut may still undo the move.
  private static func makeFolderDurable(of path: String) throws(FileError) {
    let folder = split(path).folder
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open the folder of", path: path, number: errno) }
    defer { _ = close(descriptor) }
    // Some file systems cannot sync a folder and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileError("make durable the folder of", path: path, number: errno)
    }
  }

  private func failure(_ operation: String) -> FileError {
    let error = FileError(operation, path: path, number: errno)
    discard()
    return error
  }

  /// Gives the file up; nothing stays. Does nothing after `finish()`.
  public func discard() {
    guard descriptor >= 0 else { return }
    _ = close(descriptor)
    descriptor = -1
    unlink(temporary)
    buffer.removeAll()
  }
}
