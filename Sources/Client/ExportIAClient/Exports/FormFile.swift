internal import Foundation

/// A form with a file, written to disk to be sent from there: whatever its size, little of it is in memory.
struct FormFile {
  let file: URL
  let contentType: String

  private static let piece = 1 << 18

  init(of source: URL, contentType: String?, request: Data, boundary: String) throws {
    let files = FileManager.default
    self.contentType = "multipart/form-data; boundary=\(boundary)"
    file = files.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).form")
    do {
      let input = try FileHandle(forReadingFrom: source)
      defer { try? input.close() }
      guard files.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path])
      }
      let output = try FileHandle(forWritingTo: file)
      defer { try? output.close() }
      var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"request\"\r\n"
      head += "Content-Type: application/json\r\n\r\n"
      try output.write(contentsOf: Data(head.utf8) + request)
      head = "\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; "
      head += "filename=\"\(Self.quoted(source.lastPathComponent))\"\r\n"
      head += "Content-Type: \(contentType ?? "application/octet-stream")\r\n\r\n"
      try output.write(contentsOf: Data(head.utf8))
      while let piece = try input.read(upToCount: Self.piece), !piece.isEmpty {
        try Task.checkCancellation()
        try output.write(contentsOf: piece)
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

  /// What stands between the parts, which no file can know beforehand.
  ///
  /// With a key of the caller's own the same for the same key: a server knows a repeated request by its bytes.
  static func boundary(key: String?, secret: String?) -> String {
    guard let key else { return "export-ia-\(UUID().uuidString)" }
    // FNV-1a; the secret of the API key is what makes it unknown.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(secret ?? "")\n\(key)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return "export-ia-\(String(hash, radix: 36))"
  }

  func remove() { try? FileManager.default.removeItem(at: file) }

  /// As browsers write it in a quoted string.
  private static func quoted(_ name: String) -> String {
    name.replacingOccurrences(of: "\"", with: "%22").replacingOccurrences(of: "\r", with: "%0D")
      .replacingOccurrences(of: "\n", with: "%0A")
  }
}
