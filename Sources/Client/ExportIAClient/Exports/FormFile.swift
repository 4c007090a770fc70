internal import Foundation

/// A form with a file and what it shows, written to disk to be sent from there: whatever its size, little of it is in memory.
struct FormFile {
  let file: URL
  let contentType: String

  private static let piece = 1 << 18

  init(of source: URL, contentType: String?, request: Data, attachments: [URL] = []) throws {
    let files = FileManager.default
    // What stands between the parts, which no file can know beforehand.
    let boundary = "export-ia-\(UUID().uuidString)"
    self.contentType = "multipart/form-data; boundary=\(boundary)"
    file = files.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).form")
    do {
      guard files.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path])
      }
      let output = try FileHandle(forWritingTo: file)
      defer { try? output.close() }
      var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"request\"\r\n"
      head += "Content-Type: application/json\r\n\r\n"
      try output.write(contentsOf: Data(head.utf8) + request)
      for (name, part) in [("file", source)] + attachments.map({ ("attachment", $0) }) {
        head = "\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"; "
        head += "filename=\"\(Self.quoted(part.lastPathComponent))\"\r\n"
        head += "Content-Type: \((name == "file" ? contentType : nil) ?? "application/octet-stream")\r\n\r\n"
        try output.write(contentsOf: Data(head.utf8))
        try Self.copy(part, to: output)
      }
      try output.write(contentsOf: Data("\r\n--\(boundary)--\r\n".utf8))
    } catch {
      try? files.removeItem(at: file)
      if error is CancellationError { throw error }
      throw ExportIAError(
        .file, code: "file_unreadable",
        detail: "'\(source.path)' could not be made ready to be sent: \(error.localizedDescription)", cause: error)
    }
  }

  private static func copy(_ source: URL, to output: FileHandle) throws {
    let input = try FileHandle(forReadingFrom: source)
    defer { try? input.close() }
    while let piece = try input.read(upToCount: Self.piece), !piece.isEmpty {
      try Task.checkCancellation()
      try output.write(contentsOf: piece)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: file) }

  /// As browsers write it in a quoted string.
  private static func quoted(_ name: String) -> String {
    name.replacingOccurrences(of: "\"", with: "%22").replacingOccurrences(of: "\r", with: "%0D")
      .replacingOccurrences(of: "\n", with: "%0A")
  }
}
