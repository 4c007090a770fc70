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

  /// What a document of the type is made of, a template and its data, and both as a request that can be posted.
  private func template(_ type: String) throws -> Response {
    let types = engines.documentTypes
    guard let starter = engines.starter(for: type), types.contains(type) else {
      var message = "There is no template for '\(type.prefix(100))'."
      if let near = NearestName.of(type, among: types) { message += " Did you mean '\(near)'?" }
      throw HTTPError(
        .notFound, code: "document_type_unknown",
        detail: message + " There are \(types.joined(separator: ", ")).")
    }
    var formats: [String] = []
    for format in engines.formats where format.documentTypes.contains(type) { formats.append(format.name) }
    var request: [JSONValue.Member] = [.init("document_type", .string(type))]
    if let format = formats.first(where: { $0 == "pdf" }) ?? formats.first {
      request.append(.init("format", .string(format)))
    }
    request += [.init("content_type", .string(starter.contentType)), .init("content", .string(starter.content))]
    var members: [JSONValue.Member] = [
      .init("document_type", .string(type)), .init("title", .string(starter.title)),
      .init("sections", .array(starter.sections.map(section))),
      .init("formats", .array(formats.map { .string($0) })), .init("template", .string(starter.content)),
    ]
    if let data = starter.data {
      members.append(.init("data", data))
      request.append(.init("data", data))
    }
    members.append(.init("request", .object(request)))
    return .json(JSONValue.object(members).bytes())
  }

  private func section(_ section: ExportStarter.Section) -> JSONValue {
    [
      "name": .string(section.name), "required": .bool(section.isRequired),
      "also_called": .array(section.alsoCalled.map { .string($0) }),
    ]
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
