internal import HTTPMessage

/// Compresses answers that are worth it, as the client accepts it.
enum CompressedAnswer {
  /// Larger bodies in memory are compressed on a thread of the pool.
  private static let onLoop = 65_536
  private static let pool = BlockingPool(threads: 2)

  static func apply(_ request: Request, _ response: inout Response, _ policy: CompressionPolicy) {
    guard policy.isEnabled, response.mayCompress, response.upgrade == nil, response.fields["Content-Encoding"] == nil,
      response.status.code >= 200, ![204, 206, 304].contains(response.status.code), response.body.length != 0,
      response.body.length ?? .max >= policy.minimumBytes, isCompressible(response.fields["Content-Type"])
    else { return }
    addVary(&response)
    guard let coding = AcceptedEncoding.choose(request.fields.list("accept-encoding")) else { return }
    switch response.body {
    case .empty, .segments: return
    case .bytes(let bytes) where bytes.count <= onLoop:
      guard let small = StreamCompressor(coding)?.compress(bytes, .finish), small.count < bytes.count else { return }
      response.body = .bytes(small)
    case .bytes(let bytes):
      response.body = .stream(length: nil) { writer in
        let small = try await pool.run { StreamCompressor(coding)?.compress(bytes, .finish) }
        guard let small else { throw CompressionError() }
        try await writer.write(small)
      }
    case .stream(_, let produce):
      response.body = .stream(length: nil) { writer in try await compress(coding, produce, into: writer) }
    }
    response.fields["Content-Encoding"] = coding.rawValue
    response.fields["Accept-Ranges"] = nil
    // The bytes are no longer those that a strong tag promises.
    if var tag = response.entityTag, !tag.isWeak {
      tag.isWeak = true
      response.fields["ETag"] = tag.description
    }
  }

  /// What is written comes out after each write, so that a slow producer is still seen live.
  private static func compress(
    _ coding: ContentCoding, _ produce: @escaping @Sendable (ResponseWriter) async throws -> Void,
    into writer: ResponseWriter
  ) async throws {
    guard let compressor = StreamCompressor(coding) else { throw CompressionError() }
    let inner = ByteChannel()
    let producer = Task {
      do {
        try await produce(ResponseWriter(channel: inner))
        inner.finish()
      } catch {
        inner.finish(throwing: error)
      }
    }
    do {
      while let chunk = try await inner.next() {
        guard let small = compressor.compress(chunk, .sync) else { throw CompressionError() }
        try await writer.write(small)
      }
      guard let last = compressor.compress([], .finish) else { throw CompressionError() }
      try await writer.write(last)
    } catch {
      inner.abandon()
      producer.cancel()
      throw error
    }
  }

  private static func addVary(_ response: inout Response) {
    guard let vary = response.fields["Vary"] else {
      response.fields.append("Vary", "Accept-Encoding")
      return
    }
    if vary != "*", !vary.lowercased().contains("accept-encoding") {
      response.fields["Vary"] = vary + ", Accept-Encoding"
    }
  }

  /// Text in its many forms; images, archives and fonts are compressed already.
  static func isCompressible(_ type: String?) -> Bool {
    guard let type else { return false }
    if type == "application/json" { return true }
    let plain = type.prefix { $0 != ";" && $0 != " " }.lowercased()
    if plain == "text/event-stream" { return false }
    return plain.hasPrefix("text/") || plain.hasSuffix("+json") || plain.hasSuffix("+xml")
      || [
        "application/json", "application/xml", "application/javascript", "application/x-ndjson",
        "application/graphql-response+json", "application/wasm", "application/openmetrics-text", "image/svg+xml",
        "application/rtf",
      ].contains(plain)
  }
}

/// The compressor gave up in the middle of a body.
struct CompressionError: Error {}
