internal import Glibc

/// The request's body as the transferring thread reads it.
final class BodySource {
  private enum Storage {
    case bytes([UInt8])
    case file(CInt)
    case channel(UploadChannel)
  }

  enum Piece {
    case bytes(Int)
    case nothingYet
    case failed(String)
  }

  private let storage: Storage
  /// `nil` when it is not known before the end.
  let length: Int64?
  private var offset: Int64 = 0

  init?(_ body: TransferPlan.Body) throws(HTTPClientError) {
    switch body {
    case .none:
      return nil
    case .bytes(let bytes):
      storage = .bytes(bytes)
      length = Int64(bytes.count)
    case .channel(let channel):
      storage = .channel(channel)
      length = channel.length
    case .file(let path):
      let file = open(path, O_RDONLY | O_CLOEXEC)
      var facts = stat()
      guard file >= 0, fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
        if file >= 0 { close(file) }
        throw HTTPClientError(.requestBody, "the body's file cannot be opened, or is not a regular file", origin: "")
      }
      posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
      storage = .file(file)
      length = Int64(facts.st_size)
    }
  }

  deinit {
    if case .file(let file) = storage { close(file) }
  }

  /// Fills the buffer; zero bytes are the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Piece {
    switch storage {
    case .bytes(let bytes):
      let count = min(buffer.count, bytes.count - Int(offset))
      bytes.withUnsafeBytes { all in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[Int(offset)..<Int(offset) + count]))
      }
      offset += Int64(count)
      return .bytes(count)
    case .file(let file):
      let wanted = min(buffer.count, Int((length ?? 0) - offset))
      guard wanted > 0 else { return .bytes(0) }
      let count = pread(file, buffer.baseAddress, wanted, off_t(offset))
      guard count > 0 else { return .failed("the body's file ended early or cannot be read") }
      offset += Int64(count)
      return .bytes(count)
    case .channel(let channel):
      switch channel.read(into: buffer) {
      case .bytes(let count): return .bytes(count)
      case .nothingYet: return .nothingYet
      case .end: return .bytes(0)
      case .failed(let reason): return .failed(reason)
      }
    }
  }

  /// Back to the start; a stream has none.
  func rewind() -> Bool {
    if case .channel = storage { return false }
    offset = 0
    return true
  }
}
