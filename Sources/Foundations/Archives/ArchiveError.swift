/// Why an archive cannot be written or read.
public struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    /// The bytes are no archive, or one that contradicts itself.
    case damaged = "archive.damaged"
    /// A form of the format that is not read here.
    case unsupported = "archive.unsupported"
    case encrypted = "archive.encrypted"
    /// A limit of the reader was reached.
    case limit = "archive.limit"
    /// A name that leaves the archive's folder or cannot be kept everywhere.
    case name = "archive.name"
    case duplicateName = "archive.duplicate-name"
    /// A link or a device.
    case special = "archive.special-file"
    /// A call that would break the archive.
    case misplaced = "archive.misplaced"
    /// The operating system refused to read or write.
    case system = "archive.system"
  }

  public let code: Code
  /// What is wrong and what to do.
  public let message: String
  /// The entry it concerns.
  public let entry: String?

  public init(_ code: Code, _ message: String, entry: String? = nil) {
    self.code = code
    self.message = message
    self.entry = entry
  }

  public var description: String {
    let place = entry.map { "Entry '\($0)': " } ?? ""
    return "\(place)\(message) [\(code.rawValue)]"
  }
}
