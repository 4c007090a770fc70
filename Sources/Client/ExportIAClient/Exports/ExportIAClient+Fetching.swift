public import Foundation

extension ExportIAClient {
  /// Fetches the file of an export into a file.
  ///
  /// It appears under its name only when it is whole. A download that breaks off goes on where it was.
  ///
  /// - Parameters:
  ///   - format: which of several files; the first unless told.
  ///   - target: the file to write, or a folder, in which it gets the name that the server gives it.
  /// - Returns: where the file is.
  @discardableResult
  public func downloadExport(_ id: String, format: String? = nil, to target: URL) async throws -> URL {
    try await fetch(download(id, format), to: target)
  }

  /// Fetches the file of an export into memory.
  public func downloadExport(_ id: String, format: String? = nil) async throws -> Data {
    try await caller.whole(download(id, format)).body
  }

  private func download(_ id: String, _ format: String?) -> Call {
    var call = Call.get("/api/v3/exports/\(Call.part(id))/download", query: format.map { [("format", $0)] } ?? [])
    call.fields.append(("Accept", "*/*"))
    // A part of an encoded file could not be continued.
    call.fields.append(("Accept-Encoding", "identity"))
    return call
  }

  func fetch(_ call: Call, to target: URL) async throws -> URL {
    var answer = try await caller.open(call)
    let name = answer["content-disposition"].flatMap(FileName.init(disposition:))?.text ?? "export"
    let file = try PartialFile(for: target, name: name)
    defer { file.discard() }
    let tag = answer["etag"]
    let whole = answer["content-length"].flatMap { Int($0) }
    var attempt = 1
    while true {
      do {
        for try await piece in answer.body { try file.write(piece) }
        try Task.checkCancellation()
        if let whole, file.size != whole {
          throw ExportIAError(
            .connection, code: "download_cut", detail: "The connection ended after \(file.size) of \(whole) bytes.")
        }
        return try file.finish()
      } catch let error as ExportIAError {
        guard let delay = caller.settings.retry.delay(after: attempt, of: error) else { throw error }
        try await Task.sleep(for: delay)
        attempt += 1
        var rest = call
        if let tag, file.size > 0 {
          rest.fields += [("Range", "bytes=\(file.size)-"), ("If-Range", tag)]
        }
        answer = try await caller.open(rest)
        if answer.status != 206 { try file.restart() }
      }
    }
  }
}
