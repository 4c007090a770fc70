internal import ByteIO
internal import CommandLineTool
internal import Console
internal import Glibc
internal import HTTPClient
internal import HTTPMessage
internal import JSON

/// The report that a new installation exports by itself, to show that everything works.
struct SampleReport {
  /// Where the server answers.
  let address: String
  let dataFolder: String

  private static let source = "/assets/start/sample-report.md"

  var path: String { dataFolder + "/sample-report.pdf" }

  /// Exports it over HTTP as any client would, the first time; returns where it lies when it was made now.
  func exportOnce() async throws -> String? {
    guard access(path, F_OK) != 0, let source = Asset.at(Self.source) else { return nil }
    let request: JSONValue = [
      "content": .string(String(decoding: source.bytes, as: UTF8.self)), "content_type": "text/markdown",
      "format": "pdf", "quality_level": "professional", "output_name": "sample-report",
      "metadata": ["name": "Sample report"],
    ]
    var settings = HTTPClientSettings()
    // It asks the server it runs in.
    settings.egress = .everywhere
    settings.deadlines.total = .seconds(90)
    let client = try HTTPClient(settings)
    do {
      let file = try await file(
        ClientRequest(
          .post, address + "/export?wait=60s", fields: ["Content-Type": "application/json"],
          body: .bytes(request.bytes())), client)
      await client.close()
      let sink = try FileSink(path: path)
      try file.withUnsafeBytes { try sink.write($0) }
      try sink.finish()
      return path
    } catch {
      await client.close()
      throw error
    }
  }

  private func file(_ request: ClientRequest, _ client: HTTPClient) async throws -> [UInt8] {
    let response = try await client.send(request)
    let body = try await response.body.collect(upTo: 64 << 20)
    guard response.status == .ok else {
      let problem = (try? JSONValue(parsing: body))?["detail"]?.string
      throw CommandFailure(
        code: "sample", "the sample report was not made: \(problem ?? "the server answered \(response.status.code)")")
    }
    return body
  }
}
