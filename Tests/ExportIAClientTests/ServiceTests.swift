import ExportIAClient
import Foundation
import Judging
import Testing
import Threads

/// The client against the whole service over a socket.
@Suite struct ServiceTests {
  private static let content: AnyJSON = [
    "title": "Sales", "sections": [["heading": "May", "content": "They **doubled**."]],
  ]

  private static func with(_ body: (ExportIAClient, ServedWorld) async throws -> Void) async throws {
    try await ServedWorld.with { world in try await body(ExportIAClient(world.address), world) }
  }

  @Test func aDocumentBecomesAFile() async throws {
    try await Self.with { client, world in
      let seen = Lock<[Double]>([])
      let export = try await client.exportDocument(content: Self.content, format: "pdf", qualityLevel: .premium)
      let done = try await client.waitForCompletion(export.taskID, atMost: .seconds(60)) { export in
        seen.withLock { $0.append(export.progress) }
      }
      #expect(done.status == .completed && done.qualityLevel == .premium && done.progress == 1)
      #expect(done.completedAt.map { $0 >= done.createdAt } == true)
      #expect(seen.withLock { $0.last } == 1)
      let bytes = try await client.downloadExport(done.id)
      #expect(bytes.starts(with: Data("%PDF-".utf8)))
      #expect(bytes.count == done.fileSize)
      let file = try await client.downloadExport(done.id, to: URL(fileURLWithPath: world.folder.path))
      #expect(file.lastPathComponent == done.files?.first?.name)
      #expect(try Data(contentsOf: file) == bytes)
    }
  }

  @Test func eventsTellTheWholeLife() async throws {
    try await Self.with { client, _ in
      let export = try await client.exportDocument(content: Self.content, format: "docx")
      var events: [ExportEvent] = []
      for try await event in client.events(export.id) { events.append(event) }
      #expect(events.map(\.id) == Array(1...events.count))
      #expect(events.first?.name == "job_submitted" && events.last?.name == "job_completed")
      #expect(events.last?.isLast == true)
      var later: [ExportEvent] = []
      for try await event in client.events(export.id, after: 1) { later.append(event) }
      #expect(later == Array(events.dropFirst()))
      let history = try await client.history(export.id)
      #expect(history.map(\.event) == events.map(\.name))
      #expect(history.first?.actor == "local")
    }
  }

  @Test func filesAreSentAsTheyLie() async throws {
    try await Self.with { client, world in
      var rows = "city,sum\n"
      for row in 0..<40_000 { rows += "Zürich \(row),\(row)\n" }
      let path = try world.folder.write(rows, to: "towns \"new\".csv")
      let export = try await client.exportFile(
        at: URL(fileURLWithPath: path), ExportRequest(formats: ["ndjson", "csv"], metadata: ["customer_id": 7]))
      let done = try await client.waitForCompletion(export.id)
      #expect(done.files?.map(\.format) == ["ndjson", "csv"])
      #expect(done.metadata?["customer_id"]?.integer == 7)
      let target = URL(fileURLWithPath: world.folder.file("back.csv"))
      try await client.downloadExport(export.id, format: "csv", to: target)
      #expect(try world.folder.read("back.csv") == Array(rows.utf8))
      let missing = URL(fileURLWithPath: world.folder.file("missing.md"))
      let error = await #expect(throws: ExportIAError.self) {
        try await client.exportFile(at: missing, format: "pdf")
      }
      #expect(error?.kind == .file)
    }
  }

  @Test func conversionsLeaveNoRecord() async throws {
    try await Self.with { client, world in
      let page = try await client.convert(Data("# A\n\nSome *text*.".utf8), "text/markdown", to: "html")
      #expect(String(decoding: page, as: UTF8.self).contains("<em>text</em>"))
      let source = URL(fileURLWithPath: try world.folder.write(#"[{"a":1},{"a":2}]"#, to: "rows.json"))
      let target = URL(fileURLWithPath: world.folder.file("rows.csv"))
      try await client.convertFile(at: source, "application/json", to: "csv", into: target)
      #expect(String(decoding: try Data(contentsOf: target), as: UTF8.self).contains("1\n2"))
      #expect(try await client.statistics().total == 0)
    }
  }

  @Test func exportsAreHeldCancelledAndMadeAgain() async throws {
    try await Self.with { client, _ in
      let later = ExportRequest(content: "# A", formats: ["html"], priority: .low, delaySeconds: 3_600)
      let export = try await client.export(later)
      #expect(export.status == .queued && export.priority == .low)
      let held = try await client.export(later)
      #expect(try await client.pause(held.id).status == .paused)
      #expect(try await client.resume(held.id).status != .paused)
      #expect(try await client.cancel(export.id).status == .cancelled)
      #expect(try await client.cancel(export.id).status == .cancelled)
      let refused = await #expect(throws: ExportIAError.self) { try await client.pause(export.id) }
      #expect(refused?.kind == .conflict && refused?.code == "state_conflict")
      let ended = await #expect(throws: ExportIAError.self) { try await client.waitForCompletion(export.id) }
      #expect(ended?.kind == .exportEnded && ended?.export?.status == .cancelled)
      #expect(try await client.retry(export.id).status != .cancelled)
      let done = try await client.waitForCompletion(export.id)
      #expect(try await client.remove(done.id).status == .expired)
      let gone = await #expect(throws: ExportIAError.self) { try await client.downloadExport(done.id) }
      #expect(gone?.kind == .gone && gone?.code == "export_expired")
      let time = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 7_200).rounded())
      let early = try await client.export(ExportRequest(content: "# C", formats: ["html"], runAt: time))
      #expect(early.runAt == time)
      let slow = await #expect(throws: ExportIAError.self) {
        try await client.waitForCompletion(early.id, atMost: .milliseconds(60))
      }
      #expect(slow?.kind == .timedOut)
      let notReady = await #expect(throws: ExportIAError.self) { try await client.downloadExport(early.id) }
      #expect(notReady?.code == "export_not_ready" && notReady?.retryAfter == .seconds(1))
    }
  }

  @Test func listsGoOverAllPages() async throws {
    try await Self.with { client, _ in
      var ids: [String] = []
      for number in 0..<7 {
        let request = ExportRequest(
          content: "# \(number)", formats: [number % 2 == 0 ? "html" : "text"], title: "Number \(number)",
          delaySeconds: 3_600)
        ids.append(try await client.export(request).id)
      }
      var found: [String] = []
      for try await export in client.exports(pageSize: 3) { found.append(export.id) }
      #expect(found == ids.reversed())
      found = []
      let filter = ExportFilter(
        statuses: [.queued, .paused], format: "text", createdAfter: Date(timeIntervalSince1970: 0), oldestFirst: true)
      for try await export in client.exports(filter, pageSize: 2) { found.append(export.id) }
      #expect(found == [ids[1], ids[3], ids[5]])
      let page = try await client.page(of: ExportFilter(search: "number 4"))
      #expect(page.exports.map(\.id) == [ids[4]] && page.nextCursor == nil)
    }
  }

  @Test func columnsKeepTheirOrder() async throws {
    try await Self.with { client, _ in
      let rows: AnyJSON = [
        ["zeta": 1, "alpha": "a \"b\"\n\u{1}", "mid": [1.5, nil, true]], ["zeta": 2, "alpha": "ü"],
      ]
      let export = try await client.exportDocument(content: rows, format: "csv", contentType: "application/json")
      _ = try await client.waitForCompletion(export.id)
      let text = String(decoding: try await client.downloadExport(export.id), as: UTF8.self)
      #expect(text.hasPrefix("zeta,alpha,mid\n") || text.hasPrefix("zeta,alpha,mid\r\n"), "\(text)")
      let same: AnyJSON = ["b": 1, "a": [nil, 2.5]]
      #expect(same == ["a": [nil, 2.5], "b": 1] && same != ["a": [nil, 2.5], "b": 2])
    }
  }

  @Test func badRequestsSayWhere() async throws {
    try await Self.with { client, _ in
      let format = await #expect(throws: ExportIAError.self) {
        try await client.exportDocument(content: "# A", format: "pfd")
      }
      #expect(format?.kind == .invalidRequest && format?.code == "format_unknown" && format?.status == 422)
      #expect(format?.errors.map(\.pointer) == ["/format"])
      #expect(format?.requestID?.isEmpty == false)
      let content = await #expect(throws: ExportIAError.self) {
        try await client.exportDocument(content: ["sections": "none"], format: "pdf")
      }
      #expect(content?.errors.first?.pointer == "/content/sections")
      let missing = await #expect(throws: ExportIAError.self) { try await client.status("a/b?c") }
      #expect(missing?.kind == .notFound)
      let good = try await client.validate(ExportRequest(content: "# A", formats: ["pdf"]))
      #expect(good.valid && good.errors.isEmpty)
      let bad = try await client.validate(ExportRequest(content: ["sections": "none"], formats: ["pdf"]))
      #expect(!bad.valid && bad.errors.first?.details?["pointer"]?.string == "/content/sections")
      #expect(try await client.statistics().total == 0)
    }
  }

  @Test func oneKeyMakesOneExport() async throws {
    try await Self.with { client, world in
      let first = try await client.exportDocument(content: "# A", format: "html", idempotencyKey: "monday")
      let second = try await client.exportDocument(content: "# A", format: "html", idempotencyKey: "monday")
      #expect(first.id == second.id)
      let error = await #expect(throws: ExportIAError.self) {
        try await client.exportDocument(content: "# B", format: "html", idempotencyKey: "monday")
      }
      #expect(error?.code == "idempotency_key_reused")
      let source = URL(fileURLWithPath: try world.folder.write("# C", to: "c.md"))
      let sent = try await client.exportFile(at: source, format: "html", idempotencyKey: "tuesday")
      #expect(try await client.exportFile(at: source, format: "html", idempotencyKey: "tuesday").id == sent.id)
    }
  }

  @Test func picturesGoWithAFile() async throws {
    try await Self.with { client, world in
      let dot = try #require(
        Data(
          base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="))
      let picture = URL(fileURLWithPath: try world.folder.write([UInt8](dot), to: "dot.png"))
      let page = URL(fileURLWithPath: try world.folder.write("![A dot](dot.png)", to: "page.md"))
      let made = try await client.exportFile(at: page, ExportRequest(formats: ["html"]), attachments: [picture])
      let done = try await client.waitForCompletion(made.id)
      let file = try await client.downloadExport(done.id, to: URL(fileURLWithPath: world.folder.path))
      #expect(try String(contentsOf: file, encoding: .utf8).contains("data:image/png"))
    }
  }

  @Test func aTemplateIsFilledRowByRow() async throws {
    try await Self.with { client, _ in
      let template = ExportRequest(content: "Dear {{name}}", formats: ["text"], outputName: "for-{{name}}")
      for made in [
        try await client.mergeBatch(template, rows: [["name": "Ada"], ["name": "Grace"]], name: "letters"),
        try await client.mergeBatch(template, table: "name\nAda\nGrace\n"),
      ] {
        let done = try await client.waitForBatch(made.id, atMost: .seconds(60))
        #expect(done.items?.map { $0.files?.first?.name ?? "" } == ["for-Ada.txt", "for-Grace.txt"])
      }
    }
  }

  @Test func batchesAreFollowedAndFetched() async throws {
    try await Self.with { client, world in
      let items = (1...2).map { ExportRequest(content: "# \($0)", formats: ["html"], title: "Page \($0)") }
      let made = try await client.createBatch(items, name: "pages")
      #expect(made.exports?.count == 2)
      let done = try await client.waitForBatch(made.id, atMost: .seconds(60))
      #expect(done.status == .completed && done.items?.count == 2 && done.states["completed"] == 2)
      let archive = try await client.downloadBatch(made.id, to: URL(fileURLWithPath: world.folder.path))
      #expect(archive.lastPathComponent == "pages.zip")
      let listing = try Judge.python("import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())", archive.path)
      #expect(listing.output == "None\n")
      let later = try await client.createBatch([
        ExportRequest(content: "# A", formats: ["html"], delaySeconds: 3_600)
      ])
      #expect(try await client.pauseBatch(later.id).states["paused"] == 1)
      #expect(try await client.cancelBatch(later.id).status == .cancelled)
      #expect(try await client.retryBatch(later.id).states["cancelled"] == 0)
      #expect(try await client.resumeBatch(later.id).count == 1)
    }
  }

  @Test func theCatalogueIsThere() async throws {
    try await Self.with { client, _ in
      let formats = try await client.formats()
      #expect(formats.formats.contains { $0.name == "pdf" && $0.mediaType == "application/pdf" })
      #expect(formats.qualityLevels.contains(.premium) && formats.documentTypes.contains("table"))
      let request = try await client.template(for: "table")
      #expect(request["content_type"]?.string == "text/csv")
      #expect(try await client.isReady())
      #expect(try await client.services()["services"]?[0]?["name"]?.string == "exports")
      let done = try await client.waitForCompletion(client.exportDocument(content: "# A", format: "text").id)
      let statistics = try await client.statistics()
      #expect(statistics.successRate == 1 && statistics.recent.formats == ["text": 1])
      #expect(statistics.recent.durations != nil && done.isCached == false)
    }
  }

  @Test func keysAreAskedFor() async throws {
    try await ServedWorld.with(login: true) { world in
      let code = try #require(world.setupCode)
      let setup = try await URLSessionTransport().send(
        TransportRequest(
          method: "POST", url: try #require(URL(string: world.address + "/setup")),
          fields: [("Content-Type", "application/json")],
          body: .bytes(Data(#"{"code":"\#(code)","name":"ada","password":"long enough to be good"}"#.utf8))))
      #expect(setup.status == 201)
      var body = Data()
      for try await piece in setup.body { body += piece }
      let key = try #require(try JSONDecoder().decode([String: AnyJSON].self, from: body)["key"]?.string)
      let stranger = await #expect(throws: ExportIAError.self) {
        try await ExportIAClient(world.address, apiKey: "eia_wrong").formats()
      }
      #expect(stranger?.kind == .unauthorized)
      let client = try ExportIAClient(world.address, apiKey: key)
      let export = try await client.exportDocument(content: "# A", format: "html")
      #expect(try await client.waitForCompletion(export.id).owner?.isEmpty == false)
    }
  }

  @Test func certificatesAreChecked() async throws {
    try await ServedWorld.with(tls: true) { world in
      let client = try ExportIAClient(
        world.address, apiKey: "eia_secret", settings: ClientSettings(retry: .never))
      #expect(client.server.scheme == "https")
      let error = await #expect(throws: ExportIAError.self) { try await client.formats() }
      #expect(error?.kind == .connection, "\(String(describing: error))")
    }
  }

  @Test func manyWorkAtOnce() async throws {
    try await Self.with { client, _ in
      let sizes = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<40 {
          group.addTask {
            let export = try await client.exportDocument(content: "# Number \(number)", format: "html")
            let done = try await client.waitForCompletion(export.id)
            return try await client.downloadExport(done.id).count
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(sizes.count == 40 && sizes.allSatisfy { $0 > 0 })
      #expect(try await client.statistics().states["completed"] == 40)
    }
  }
}
