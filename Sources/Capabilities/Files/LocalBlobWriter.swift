internal import ByteIO
internal import Glibc

/// Writes a temporary file, hashes on the way, and moves it to its hash.
final class LocalBlobWriter: BlobWriter {
  private let place: (SHA256Digest) -> LocalBlobStore.Place
  private let temporary: String
  private var descriptor: Int32
  private var buffer = ByteBuffer(reserving: 65_536)
  private var hash: SHA256? = SHA256()
  private var count = 0
  private var blob: StoredBlob?

  init(incoming: String, place: @escaping (SHA256Digest) -> LocalBlobStore.Place) throws(FileError) {
    self.place = place
    temporary = incoming + "/" + String(UInt64.random(in: .min ... .max), radix: 36) + ".part"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileError("create", path: temporary, number: errno) }
  }

  deinit { discard() }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard descriptor >= 0 else { throw FileError("write", path: temporary, number: 0) }
    hash?.update(bytes)
    count += bytes.count
    if buffer.count + bytes.count > 65_536 { try flush() }
    if bytes.count >= 65_536 { try pass(bytes) } else { buffer.append(bytes) }
  }

  func finish() throws {
    _ = try seal()
  }

  func seal() throws(FileError) -> StoredBlob {
    if let blob { return blob }
    guard descriptor >= 0, let digest = hash.take()?.digest() else {
      throw FileError("finish", path: temporary, number: 0)
    }
    try flush()
    let place = place(digest)
    let blob = StoredBlob(hash: digest, size: count)
    self.blob = blob
    if Self.touch(place.path, size: count) {
      discard()
      return blob
    }
    guard fsync(descriptor) == 0 else { throw failure("make durable") }
    guard rename(temporary, place.path) == 0 else { throw failure("move into place") }
    _ = close(descriptor)
    descriptor = -1
    try Self.syncFolder(place.folder)
    return blob
  }

  /// Says that a content which is there already is used again; false when there is none of that size.
  private static func touch(_ path: String, size: Int) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, Int(status.st_size) == size else { return false }
    return utimensat(AT_FDCWD, path, nil, 0) == 0
  }

  private static func syncFolder(_ folder: String) throws(FileError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", path: folder, number: errno) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileError("make durable", path: folder, number: errno)
    }
  }

  private func flush() throws(FileError) {
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

  private func failure(_ operation: String) -> FileError {
    let error = FileError(operation, path: temporary, number: errno)
    blob = nil
    discard()
    return error
  }

  private func discard() {
    guard descriptor >= 0 else { return }
    _ = close(descriptor)
    descriptor = -1
    unlink(temporary)
  }
}
