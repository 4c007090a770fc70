internal import Glibc

/// Why a file operation failed.
public struct FileError: Error, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// The disk or the quota is full; making room helps.
    case noSpace = "file.no-space"
    case notFound = "file.not-found"
    case permission = "file.permission"
    case exists = "file.exists"
    /// Any other failure of the system, see `number`.
    case system = "file.system"
    /// The sink has failed or ended before and takes nothing more.
    case closed = "file.closed"
  }

  public let code: Code
  /// What was tried, as in "cannot write".
  public let operation: String
  public let path: String
  /// The system's error number, 0 where the system was not asked.
  public let number: Int32

  public init(_ operation: String, path: String, number: Int32) {
    self.operation = operation
    self.path = path
    self.number = number
    switch number {
    case 0: code = .closed
    case ENOSPC, EDQUOT, EFBIG: code = .noSpace
    case ENOENT, ENOTDIR: code = .notFound
    case EACCES, EPERM, EROFS: code = .permission
    case EEXIST, EISDIR, ENOTEMPTY: code = .exists
    default: code = .system
    }
  }

  /// The system's words for the error.
  public var reason: String {
    guard number != 0 else { return "the file is closed already" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let text = buffer.baseAddress, strerror_r(number, text, buffer.count) == 0 else {
        return "error \(number)"
      }
      return String(cString: text)
    }
  }

  public var description: String { "cannot \(operation) \(path): \(reason)" }
}
