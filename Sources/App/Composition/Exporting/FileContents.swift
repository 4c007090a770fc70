internal import ByteIO
internal import Glibc

/// Whole files in memory.
enum FileContents {
  static func read(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
    let isStandard = path == "-"
    let descriptor = isStandard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path: path, number: errno) }
    defer { if !isStandard { close(descriptor) } }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw FileError("read", path: path, number: EISDIR)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(Int(status.st_size), 0), limit))
    var buffer = [UInt8](repeating: 0, count: 262_144)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path: path, number: errno)
      }
      guard bytes.count + count <= limit else { throw FileError("read", path: path, number: EFBIG) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Makes a folder where there is none.
  static func makeFolder(_ path: String) throws(FileError) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw FileError("make", path: path, number: errno)
  }

  /// A mark that changes when the file does; nil where there is none.
  static func mark(_ path: String) -> FileMark? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return FileMark(
      inode: UInt64(status.st_ino), size: Int(status.st_size),
      modified: Int(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int(status.st_mtim.tv_nsec))
  }
}

/// Which state of a file was seen.
struct FileMark: Hashable, Sendable {
  var inode: UInt64
  var size: Int
  var modified: Int
}
