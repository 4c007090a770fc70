import ExportIAClient
import Foundation
import Judging
import Testing

/// The Swift examples of `README.md` and `docs/sdk.md`, word for word, against the whole service.
@Suite struct SDKExamples {
  @Test func quickStart() async throws {
    try await ServedWorld.with { world in
      do {
        let client = try ExportIAClient("http://127.0.0.1:8000", apiKey: "eia_...")
        #expect(client.server.port == 8000)
      }
      let client = try ExportIAClient(world.address, apiKey: "eia_...")
      try await Self.make(client)
    }
  }

  private static func make(_ client: ExportIAClient) async throws {
    let export = try await client.exportDocument(
      content: ["title": "Sales", "sections": [["heading": "May", "content": "They **doubled**."]]],
      format: "pdf", qualityLevel: .professional)
    let done = try await client.waitForCompletion(export.id) { print("\(Int($0.progress * 100)) %") }
    let file = try await client.downloadExport(done.id, to: URL(fileURLWithPath: NSTemporaryDirectory()))
    print(file.path)
    #expect(try Data(contentsOf: file).starts(with: Data("%PDF-".utf8)))
    try FileManager.default.removeItem(at: file)
  }

  @Test func theRest() async throws {
    try await ServedWorld.with { world in
      let client = try ExportIAClient(world.address)
      let report = URL(fileURLWithPath: try world.folder.write("# Report\n\nGood.\n", to: "report.md"))
      let folder = URL(fileURLWithPath: world.folder.path)
      let seven = Date(timeIntervalSinceNow: -7 * 86_400)

      let export = try await client.exportFile(at: report, ExportRequest(formats: ["pdf", "docx"], priority: .high))

      for try await event in client.events(export.id) {
        print(event.id, event.name, event.progress ?? "")
      }

      for try await export in client.exports(ExportFilter(statuses: [.completed], createdAfter: seven)) {
        print(export.id, export.title ?? "", export.fileSize ?? 0)
      }

      let pages = (1...2).map { ExportRequest(content: "# Page \($0)", formats: ["html"]) }
      let batch = try await client.createBatch(pages, name: "pages")
      _ = try await client.waitForBatch(batch.id)
      try await client.downloadBatch(batch.id, to: folder)

      do {
        _ = try await client.exportDocument(content: ["sections": "none"], format: "pdf")
      } catch let error as ExportIAError where error.kind == .invalidRequest {
        for place in error.errors { print(place.pointer, place.detail) }
      }
      #expect(FileManager.default.fileExists(atPath: world.folder.file("pages.zip")))
    }
  }
}
