internal import ByteIO
internal import Glibc

/// Writes a temporary file, hashes on the way, and moves it to its hash.
final class LocalBlobWriter: BlobWriter {
  private let place: (SHA256Digest) -> LocalBlobStore.Place
  private var file: NewFile
  private var hash: SHA256? = SHA256()
  private var count = 0
  private var blob: StoredBlob?

  init(incoming: String, place: @escaping (SHA256Digest) -> LocalBlobStore.Place) throws(FileError) {
    self.place = place
    let temporary = incoming + "/" + String(UInt64.random(in: .min ... .max), radix: 36) + ".part"
    file = try NewFile(temporary, for: temporary, permissions: 0o600)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try file.write(bytes)
    hash?.update(bytes)
    count += bytes.count
  }

  func finish() throws {
    _ = try seal()
  }

  func seal() throws(FileError) -> StoredBlob {
    if let blob { return blob }
    guard file.isOpen, let digest = hash.take()?.digest() else {
      throw FileError("finish", path: file.temporary, number: 0)
    }
    let place = place(digest)
    if Self.touch(place.path, size: count) {
      file.discard()
    } else {
      try file.move(to: place.path, in: place.folder, isDurable: true)
    }
    let blob = StoredBlob(hash: digest, size: count)
    self.blob = blob
    return blob
  }

  /// Says that a content which is there already is used again; false when there is none of that size.
  private static func touch(_ path: String, size: Int) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, Int(status.st_size) == size else { return false }
    return utimensat(AT_FDCWD, path, nil, 0) == 0
  }
}
