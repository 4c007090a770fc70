internal import CLinux
internal import Glibc
internal import HTTPMessage

/// A regular file that is open for reading; it closes with its last reference.
public final class OpenFile: Sendable {
  let descriptor: Int32
  public let size: Int
  /// Seconds since 1970.
  public let lastModified: Int64
  let inode: UInt64
  let modifiedNanoseconds: Int64

  /// Opens the file; anything but a regular file is refused, and so is a symbolic link as the last component.
  public init(path: String) throws {
    descriptor = cl_open_read(path)
    guard descriptor >= 0 else { throw FileOpenError(path: path, errno: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileOpenError(path: path, errno: ENOENT)
    }
    size = Int(status.st_size)
    lastModified = Int64(status.st_mtim.tv_sec)
    modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
    inode = UInt64(status.st_ino)
  }

  deinit {
    close(descriptor)
  }

  /// Made from the inode, size and time of the last change.
  public var entityTag: EntityTag {
    func hex(_ value: UInt64) -> String { String(value, radix: 16) }
    let time = UInt64(bitPattern: lastModified &* 1_000_000_000 &+ modifiedNanoseconds)
    return EntityTag("\(hex(inode))-\(hex(UInt64(size)))-\(hex(time))")
  }

  /// Reads up to `count` bytes; fewer only at the end of the file.
  public func read(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let start = buffer.baseAddress {
        let got = pread(descriptor, start + filled, count - filled, off_t(offset + filled))
        if got < 0 {
          if errno == EINTR { continue }
          throw FileOpenError(path: "", errno: errno)
        }
        if got == 0 { break }
        filled += got
      }
    }
  }
}

/// Why a file could not be served.
public struct FileOpenError: HTTPErrorConvertible, Sendable {
  public let path: String
  public let errno: Int32

  public var httpError: HTTPError {
    errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == EACCES || errno == EISDIR
      ? HTTPError(.notFound, code: "not_found", detail: "There is no such file.")
      : HTTPError(.internalServerError, code: "file_unreadable", detail: "The file cannot be read at the moment.")
  }
}
