internal import Glibc

/// Where an archive is read from, at any offset.
final class ArchiveSource {
  private enum Place {
    case memory([UInt8])
    /// An open file that is ours to close.
    case file(Int32)
  }

  private let place: Place
  let size: UInt64

  init(_ bytes: [UInt8]) {
    place = .memory(bytes)
    size = UInt64(bytes.count)
  }

  init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw ArchiveError.system("The archive cannot be opened", errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw ArchiveError(.system, "The archive is not a file.")
    }
    place = .file(descriptor)
    size = UInt64(status.st_size)
  }

  deinit {
    if case .file(let descriptor) = place { close(descriptor) }
  }

  /// Fills the whole buffer from `offset`.
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws {
    guard offset <= size, UInt64(buffer.count) <= size - offset else {
      throw ArchiveError(.damaged, "The archive ends too early. It may have been cut off on its way.")
    }
    switch place {
    case .memory(let bytes):
      bytes.withUnsafeBytes { all in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[Int(offset)..<(Int(offset) + buffer.count)]))
      }
    case .file(let descriptor):
      var done = 0
      while done < buffer.count {
        let count = pread(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset) + done)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw ArchiveError.system("The archive cannot be read", errno) }
        guard count > 0 else { throw ArchiveError(.damaged, "The archive became shorter while it was read.") }
        done += count
      }
    }
  }

  func read(at offset: UInt64, count: Int) throws -> [UInt8] {
    guard offset <= size, UInt64(count) <= size - offset else {
      throw ArchiveError(.damaged, "The archive ends too early. It may have been cut off on its way.")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try read(at: offset, into: $0) }
    return bytes
  }
}

extension ArchiveError {
  static func system(_ what: String, _ code: Int32, entry: String? = nil) -> ArchiveError {
    ArchiveError(.system, "\(what): \(String(cString: strerror(code))).", entry: entry)
  }
}
