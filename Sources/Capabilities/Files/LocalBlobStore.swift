public import ByteIO
internal import Glibc

/// Contents as files of a folder, in 256 folders by the first byte of their hash.
public struct LocalBlobStore: BlobStore {
  private let folder: String

  /// Opens the folder, or makes it. What an earlier process left half written is removed, so only one process that
  /// says `isOnlyUser` may use it at a time.
  public init(folder: String, isOnlyUser: Bool = true) throws(FileError) {
    self.folder = folder
    try Self.make(folder)
    try Self.make(folder + "/incoming")
    for byte in 0...255 { try Self.make(folder + "/" + Self.name(byte)) }
    if isOnlyUser { removeLeftovers() }
  }

  public func writer() throws(FileError) -> any BlobWriter {
    try LocalBlobWriter(incoming: folder + "/incoming") { [folder] hash in Self.place(of: hash, in: folder) }
  }

  public func path(of hash: SHA256Digest) -> String? {
    let path = Self.place(of: hash, in: folder).path
    return access(path, R_OK) == 0 ? path : nil
  }

  public func keep(_ hash: SHA256Digest) -> Bool {
    utimensat(AT_FDCWD, Self.place(of: hash, in: folder).path, nil, 0) == 0
  }

  public func read(_ hash: SHA256Digest) throws -> [UInt8] {
    let path = Self.place(of: hash, in: folder).path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw FileError("open", path: path, number: errno) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("look at", path: path, number: errno) }
    let size = Int(status.st_size)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size, let start = buffer.baseAddress {
        let got = Glibc.read(descriptor, start + filled, size - filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    guard failure == 0 else { throw FileError("read", path: path, number: failure) }
    guard SHA256.of(bytes) == hash else { throw DamagedBlob(hash: hash) }
    return bytes
  }

  public func remove(_ hash: SHA256Digest, unusedSince time: Int64) throws(FileError) {
    let path = Self.place(of: hash, in: folder).path
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    let used = Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1_000
    guard used <= time else { return }
    guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path: path, number: errno) }
  }

  /// The contents whose hashes begin with this byte.
  public func contents(part byte: Int) throws(FileError) -> [SHA256Digest] {
    let path = folder + "/" + Self.name(byte & 255)
    guard let listing = opendir(path) else { throw FileError("list", path: path, number: errno) }
    defer { closedir(listing) }
    var hashes: [SHA256Digest] = []
    while let entry = readdir(listing) {
      if let hash = SHA256Digest(hexadecimal: Self.name(of: entry)) { hashes.append(hash) }
    }
    return hashes
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  struct Place {
    let folder: String
    let path: String
  }

  private static func place(of hash: SHA256Digest, in folder: String) -> Place {
    let name = hash.description
    let inner = folder + "/" + name.prefix(2)
    return Place(folder: inner, path: inner + "/" + name)
  }

  private static func name(_ byte: Int) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private static func make(_ folder: String) throws(FileError) {
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw FileError("make the folder", path: folder, number: errno)
    }
  }

  private func removeLeftovers() {
    guard let listing = opendir(folder + "/incoming") else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = Self.name(of: entry)
      if name.hasSuffix(".part") { unlink(folder + "/incoming/" + name) }
    }
  }
}
