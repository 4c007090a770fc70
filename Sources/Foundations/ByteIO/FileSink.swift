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
  private let folder: String
  private var file: NewFile

  /// Opens the temporary file; the folder must exist. What is at the path already must be a file: a device, a pipe or
  /// a folder is refused, as moving a file over `/dev/null` would take it from the whole machine.
  public init(
    path: String, permissions: UInt32 = 0o644, durability: Durability = .durable, bufferSize: Int = 65_536
  ) throws(FileError) {
    self.path = path
    self.durability = durability
    var existing = stat()
    if lstat(path, &existing) == 0, ![S_IFREG, S_IFLNK].contains(existing.st_mode & S_IFMT) {
      throw FileError("replace what is no file at", path: path, number: EEXIST)
    }
    let (folder, name) = Self.split(path)
    self.folder = folder
    while true {
      let unique = String(UInt64.random(in: .min ... .max), radix: 36)
      // A name may have 255 bytes; the temporary one must fit as well.
      let candidate = "\(folder)/.\(String(decoding: name.utf8.prefix(200), as: UTF8.self)).\(unique).part"
      do throws(FileError) {
        file = try NewFile(candidate, for: path, permissions: permissions, bufferSize: bufferSize)
        return
      } catch {
        guard error.number == EEXIST || error.number == EINTR else { throw error }
      }
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.startIndex ? "/." : String(path[..<slash]), name)
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try file.write(bytes)
    count += bytes.count
  }

  public func finish() throws {
    try file.move(to: path, in: folder, isDurable: durability == .durable)
  }

  /// Gives the file up; nothing stays. Does nothing after `finish()`.
  public func discard() {
    file.discard()
  }
}
