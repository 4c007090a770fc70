internal import Archives
internal import Documents
internal import XML

/// The parts of an office file that may come from anybody.
final class OfficeArchive {
  private let archive: ZIPReader
  private let limits: DocumentLimits
  private var resourceBytes = 0

  init(_ bytes: [UInt8], _ limits: DocumentLimits) throws {
    guard bytes.count <= limits.bytes else {
      throw DocumentError(.limit, "the file has \(bytes.count) bytes; at most \(limits.bytes) are read")
    }
    self.limits = limits
    do {
      archive = try ZIPReader(
        bytes, limits: ArchiveLimits(entries: 20_000, entryBytes: 512 << 20, totalBytes: 2 << 30, nesting: 0))
    } catch let error as ArchiveError {
      throw DocumentError(.damaged, "the file is no whole archive: \(error.message)", at: .init(part: error.entry))
    }
  }

  func has(_ part: String) -> Bool { archive.entry(part) != nil }

  private var xmlLimits: XMLReaderOptions {
    var options = XMLReaderOptions()
    options.limits = XMLLimits(documentBytes: 512 << 20, depth: 400)
    return options
  }

  /// A small part as a tree; nil where there is none.
  func tree(_ part: String) throws -> XMLNode? {
    guard let entry = archive.entry(part) else { return nil }
    return try guarded(part) { try XMLNode.read(archive.bytes(entry, most: 64 << 20), options: xmlLimits) }
  }

  /// Feeds a part of any size to a handler.
  func read(_ part: String, _ handler: any XMLHandler) throws {
    guard let entry = archive.entry(part) else {
      throw DocumentError(.missing, "the file has no part \(part); it is damaged or of another kind")
    }
    let reader = XMLReader(handler: handler, options: xmlLimits)
    try guarded(part) {
      try archive.read(entry, to: XMLFeed(reader))
      try reader.finish()
    }
  }

  /// A picture or another file inside; nil where there is none or all of them are too much.
  func resource(_ part: String) -> [UInt8]? {
    guard let entry = archive.entry(part), entry.size <= UInt64(limits.resourceBytes - resourceBytes),
      let bytes = try? archive.bytes(entry, most: limits.resourceBytes)
    else { return nil }
    resourceBytes += bytes.count
    return bytes
  }

  private func guarded<Result>(_ part: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as ArchiveError {
      throw DocumentError(error.code == .limit ? .limit : .damaged, error.message, at: .init(part: part))
    } catch let error as XMLError {
      throw DocumentError(
        error.code == .limit ? .limit : .syntax, error.message,
        at: .init(line: error.position?.line, column: error.position?.column, part: part))
    }
  }
}
