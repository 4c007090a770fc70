internal import Foundation

/// A file that appears under its name when it is whole; until then it has another beside it.
final class PartialFile {
  private let target: URL
  private let part: URL
  private let handle: FileHandle
  private(set) var size = 0
  private var isOpen = true

  /// - Parameter name: its name where `target` is a folder.
  init(for target: URL, name: String = "export") throws {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder)
    self.target = isThere && isFolder.boolValue ? target.appendingPathComponent(name) : target
    part = self.target.deletingLastPathComponent().appendingPathComponent(
      ".\(self.target.lastPathComponent).\(UUID().uuidString.prefix(8)).part")
    do {
      try Data().write(to: part, options: .withoutOverwriting)
      handle = try FileHandle(forWritingTo: part)
    } catch { throw Self.failure(self.target, error) }
  }

  func write(_ piece: Data) throws {
    do { try handle.write(contentsOf: piece) } catch { throw Self.failure(target, error) }
    size += piece.count
  }

  /// Begins anew.
  func restart() throws {
    do { try handle.truncate(atOffset: 0) } catch { throw Self.failure(target, error) }
    size = 0
  }

  /// Gives it its name, in place of what was there.
  @discardableResult
  func finish() throws -> URL {
    do {
      try handle.close()
      isOpen = false
      guard rename(part.path, target.path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch { throw Self.failure(target, error) }
    return target
  }

  /// Removes what is not finished.
  func discard() {
    guard isOpen else { return }
    isOpen = false
    try? handle.close()
    try? FileManager.default.removeItem(at: part)
  }

  private static func failure(_ target: URL, _ error: any Error) -> ExportIAError {
    ExportIAError(
      .file, code: "file_unwritable",
      detail: "'\(target.path)' could not be written: \(error.localizedDescription)", cause: error)
  }
}
