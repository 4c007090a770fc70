internal import ByteIO
internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity

extension ExportAPI {
  func addFetching(to router: inout Router) {
    for (path, name) in [
      ("/export/{id}/download", "download_export"), ("/api/v3/exports/{id}/download", "get_export_file"),
    ] {
      router.get(path, ExportDescriptions.download(name)) { request async throws in
        let (job, _) = try await job(request, .readExports)
        return try download(job, format: request.query["format"], request)
      }
    }
  }

  /// The file with its own name; parts of it by `Range`, its hash as the entity tag.
  func download(_ job: Job, format: String?, _ request: Request) throws -> Response {
    guard let file = format.map({ name in job.files.first { $0.format == name } }) ?? job.files.first else {
      throw missing(job, format)
    }
    guard let hash = SHA256Digest(hexadecimal: file.hash), let path = vault.path(of: hash) else {
      throw HTTPError(
        .gone, code: "file_gone", detail: "The file is no longer kept. Retry the export to make it again.")
    }
    let open = try OpenFile(path: path)
    var response = Response(.ok, fields: ["Content-Type": file.mediaType], body: .file(open))
    response.entityTag = EntityTag(file.hash)
    response.fields["Content-Disposition"] = ContentDisposition.attachment(file.name)
    response.fields["Cache-Control"] = "private, no-cache"
    response.fields["X-Content-Type-Options"] = "nosniff"
    // What people hand in is never to run as a page of ours.
    response.fields["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
  }

  private func missing(_ job: Job, _ format: String?) -> HTTPError {
    switch job.state {
    case .completed:
      HTTPError(
        .notFound, code: "file_not_found",
        detail: "The export has no file '\(format ?? "")'. It has \(job.files.map(\.format).joined(separator: ", ")).")
    case .expired:
      HTTPError(
        .gone, code: "export_expired", detail: "The files were removed. Retry the export to make them again.")
    case .queued, .running, .paused:
      HTTPError(
        .conflict, code: "export_not_ready",
        detail: "The export is \(job.state.rawValue). Ask again later, or follow /api/v3/exports/\(job.id)/events.",
        fields: ["Retry-After": "1"])
    case .failed, .cancelled:
      HTTPError(
        .conflict, code: "export_has_no_file",
        detail: "The export is \(job.state.rawValue), so there is no file. Its status says why; it can be retried.")
    }
  }
}

/// `Content-Disposition` as RFC 6266 wants it: a plain name for old clients, and the right one in UTF-8.
enum ContentDisposition {
  static func attachment(_ name: String) -> String {
    var plain = ""
    var encoded = ""
    var isPlain = true
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    for scalar in name.unicodeScalars {
      if scalar.value >= 0x20, scalar.value < 0x7F, scalar != "\"", scalar != "\\" {
        plain.unicodeScalars.append(scalar)
      } else {
        plain += "_"
        isPlain = false
      }
    }
    return "attachment; filename=\"\(plain)\"" + (isPlain ? "" : "; filename*=UTF-8''\(encoded)")
  }
}
