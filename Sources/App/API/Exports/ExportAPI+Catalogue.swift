internal import Exports
internal import HTTPMessage
internal import HTTPServer
internal import Identity
internal import JSON

extension ExportAPI {
  func addCatalogue(to router: inout Router) {
    let formats = formatsDocument.bytes()
    router.get("/formats", ExportDescriptions.formats) { request async throws in
      _ = try request.principal(for: .readExports)
      return .json(formats)
    }
    router.get("/templates/{type}", ExportDescriptions.templates) { request async throws in
      _ = try request.principal(for: .readExports)
      return try template(request.parameter("type", as: String.self))
    }
    router.get("/statistics", ExportDescriptions.statistics) { request async throws in
      let principal = try request.principal(for: .readStatistics)
      return try await statistics(principal.tenant)
    }
    let services = servicesDocument.bytes()
    router.get("/services", ExportDescriptions.services) { request async throws in
      _ = try request.principal(for: .readExports)
      return .json(services)
    }
  }

  private var formatsDocument: JSONValue {
    [
      "formats": .array(
        engines.formats.map { format in
          [
            "name": .string(format.name), "title": .string(format.title), "media_type": .string(format.mediaType),
            "extension": .string(format.fileExtension),
            "document_types": .array(format.documentTypes.map { .string($0) }),
            "options": .array(options(of: format).map { .string($0) }),
          ]
        }),
      "quality_levels": .array(ExportRequestBody.qualities.map { .string($0) }),
      "document_types": .array(engines.documentTypes.map { .string($0) }),
    ]
  }

  private func options(of format: ExportFormat) -> [String] {
    format.documentTypes.first.flatMap { engines.offer(format.name, from: $0)?.engine.options } ?? []
  }

  private var servicesDocument: JSONValue {
    [
      "services": [
        ["name": "exports", "paths": ["/export", "/api/v3/exports", "/api/v3/batches"]],
        ["name": "conversion", "paths": ["/convert"]],
        ["name": "validation", "paths": ["/validate"]],
      ],
      "engine_version": .string(engines.version),
    ]
  }

  /// A request to begin with: the smallest that works for the document type.
  private func template(_ type: String) throws -> Response {
    let types = engines.documentTypes
    guard types.contains(type) else {
      var message = "There is no document type '\(type.prefix(100))'."
      if let near = NearestName.of(type, among: types) { message += " Did you mean '\(near)'?" }
      throw HTTPError(
        .notFound, code: "document_type_unknown",
        detail: message + " There are \(types.joined(separator: ", ")).")
    }
    let formats = engines.formats.filter { $0.documentTypes.contains(type) }.map(\.name)
    let content: JSONValue =
      type == "table"
      ? .string("name,amount\nAda,12\n")
      : ["title": "A title", "sections": [["heading": "First section", "content": "Some text."]]]
    var request: [JSONValue.Member] = [.init("document_type", .string(type))]
    if let format = formats.first { request.append(.init("format", .string(format))) }
    request.append(.init("content", content))
    if type == "table" { request.append(.init("content_type", "text/csv")) }
    return .json(
      JSONValue.object([
        .init("document_type", .string(type)), .init("formats", .array(formats.map { .string($0) })),
        .init("request", .object(request)),
      ]).bytes())
  }

  private func statistics(_ tenant: String) async throws -> Response {
    let statistics = try await jobs.statistics(tenant: tenant)
    var json = JSONWriter()
    json.beginObject()
    json.member("total", statistics.states.values.reduce(0, +))
    json.key("states")
    json.beginObject()
    for state in JobState.allCases {
      json.key(state.rawValue)
      json.integer(statistics.states[state] ?? 0)
    }
    json.endObject()
    if let rate = statistics.successRate {
      json.key("success_rate")
      json.number(rate)
    }
    json.key("recent")
    json.beginObject()
    json.member("jobs", statistics.recent)
    if let duration = statistics.duration {
      json.key("duration_ms")
      json.beginObject()
      for (name, value) in [
        ("mean", duration.mean), ("p50", duration.p50), ("p95", duration.p95), ("p99", duration.p99),
      ] {
        json.key(name)
        json.number(value / 1_000)
      }
      json.endObject()
    }
    json.member("bytes", statistics.bytes)
    json.member("cached", statistics.cached)
    json.key("formats")
    write(statistics.formats, to: &json)
    json.key("errors")
    write(statistics.errors, to: &json)
    json.endObject()
    json.member("time", Moment.text(jobs.clock.now()))
    json.endObject()
    return .fresh(json.finish())
  }

  private func write(_ counts: [String: Int], to json: inout JSONWriter) {
    json.beginObject()
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      json.key(name)
      json.integer(count)
    }
    json.endObject()
  }
}
