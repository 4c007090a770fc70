internal import ByteIO
internal import Exports
internal import HTTPServer
internal import JSON

/// Everything that is wrong is found before something is queued.
extension ExportAPI {
  struct Checked {
    var submission: JobSubmission
    var warnings: [JobWarning]
  }

  /// Checks an export, and stores what of it is large.
  func check(_ received: ReceivedExport, tenant: String, keeps: Bool) async throws -> Checked {
    let documentType = try documentType(received, at: "")
    let content = received.content
    let body: ExportRequestBody
    let warnings: [JobWarning]
    if content.bytes.count <= 4_096 {
      (body, warnings) = try inspect(received, received.body, documentType, content, .whole)
    } else {
      (body, warnings) = try await pool.run { try inspect(received, received.body, documentType, content, .whole) }
    }
    let kept = try await keep(received, keeps)
    return Checked(submission: submission(body, received, documentType, kept), warnings: warnings)
  }

  /// Checks the items of a batch; large contents are stored when all are good.
  func check(_ items: [ReceivedExport]) async throws -> [JobSubmission] {
    let checked = try await pool.run {
      try items.enumerated().map { index, item in
        let documentType = try documentType(item, at: "/items/\(index)")
        let body = try inspect(item, item.body, documentType, item.content, .item(index)).body
        return (body, documentType)
      }
    }
    var submissions: [JobSubmission] = []
    submissions.reserveCapacity(items.count)
    for (item, (body, documentType)) in zip(items, checked) {
      submissions.append(submission(body, item, documentType, try await keep(item, true)))
    }
    return submissions
  }

  /// Checks what a template makes of each row; it is stored once.
  func check(
    _ template: ReceivedExport, rows: BatchRequestBody.Rows, groupBy column: String?
  ) async throws -> [JobSubmission] {
    let documentType = try documentType(template, at: "/template")
    let merging = try merging(at: "/template")
    let content = template.content
    let bodies = try await pool.run {
      let values: [JSONValue]
      switch rows {
      case .values(let given): values = given
      case .table(let bytes, let type):
        do throws(JobError) {
          values = try merging.rows(of: bytes, type: type, by: column, atMost: JobStore.maximumBatch)
        } catch {
          var located = error
          located.pointer = "/rows"
          throw located
        }
      }
      guard !values.isEmpty else {
        throw InvalidBody.value("/rows", "rows_missing", "The table has no row, so there is nothing to make.")
      }
      guard content.bytes.count * values.count <= Self.mostMerged else {
        throw InvalidBody.value(
          "/rows", "too_many_rows",
          "A template of \(content.bytes.count) bytes is too large for \(values.count) rows at once. Send fewer rows, "
            + "or pictures as files of the form instead of in the template.")
      }
      return try values.enumerated().map { index, row in
        var body = template.body
        body.data = row
        return try inspect(template, body, documentType, content, .row(index)).body
      }
    }
    let kept = try await keep(template, true)
    return bodies.enumerated().map { index, body in
      submission(body, template, documentType, kept, number: index + 1)
    }
  }

  /// The most bytes that a template and its rows come to, as each row is checked before anything is queued.
  private static let mostMerged = 1 << 30

  // MARK: Parts of it

  /// Where an export stands in its request.
  private enum Place {
    case whole
    case item(Int)
    case row(Int)

    var number: Int {
      switch self {
      case .whole, .item: 1
      case .row(let index): index + 1
      }
    }

    /// Where something is wrong with the content or an option.
    func pointer(_ error: JobError) -> String {
      let within = error.option.map { "/options/\($0)" } ?? "/content\(error.pointer ?? "")"
      return switch self {
      case .whole: within
      case .item(let index): "/items/\(index)" + within
      case .row(let index): error.option == nil ? "/rows/\(index)" : "/template" + within
      }
    }
  }

  private func merging(at place: String) throws -> any MergeEngine {
    guard let merging = engines.merging else {
      throw InvalidBody.value(place, "templates_missing", "This service fills no templates.")
    }
    return merging
  }

  /// The body with its lines filled, and what the engines say about its content.
  private func inspect(
    _ received: ReceivedExport, _ body: ExportRequestBody, _ documentType: String, _ content: ReceivedExport.Content,
    _ place: Place
  ) throws -> (body: ExportRequestBody, warnings: [JobWarning]) {
    var body = body
    var warnings: [JobWarning] = []
    do throws(JobError) {
      let data = body.data.map { MergeData(number: place.number, values: $0) }
      if let data, let merging = engines.merging {
        body.title = try body.title.map { text throws(JobError) in try merging.fill(text, with: data) }
        body.outputName = try body.outputName.map { text throws(JobError) in try merging.fill(text, with: data) }
      }
      for format in body.formats {
        guard let engine = engines.offer(format, from: documentType)?.engine else { continue }
        var request = RenderRequest(
          format: format, documentType: documentType, quality: body.quality, title: body.title,
          options: body.options, contentType: content.type, content: content.bytes, data: data)
        request.attachments = received.attachments.map { .init(name: $0.name ?? "", content: $0.bytes) }
        warnings += try engine.check(request)
      }
    } catch {
      var located = error
      if case .row(let index) = place { located.message = "Row \(index + 1): \(error.message)" }
      located.pointer = place.pointer(error)
      throw located
    }
    return (body, warnings)
  }

  private struct Kept {
    var content: JobContent
    var attachments: [JobAttachment] = []
  }

  /// Small texts stay with the job, everything else goes into the store.
  private func keep(_ received: ReceivedExport, _ keeps: Bool) async throws -> Kept {
    let bytes = received.content.bytes
    var kept: Kept
    if bytes.count <= JobContent.maximumInlineBytes, !bytes.contains(0),
      let text = String(validating: bytes, as: UTF8.self)
    {
      kept = Kept(content: .text(text))
    } else {
      let stored = try await store(bytes, keeps)
      kept = Kept(content: .stored(stored.hash, size: stored.size))
    }
    for file in received.attachments {
      let stored = try await store(file.bytes, keeps)
      kept.attachments.append(JobAttachment(name: file.name ?? "", hash: stored.hash, size: stored.size))
    }
    return kept
  }

  private func store(_ bytes: [UInt8], _ keeps: Bool) async throws -> SealedFile {
    guard keeps else { return SealedFile(hash: SHA256.of(bytes), size: bytes.count) }
    let vault = vault
    return try await pool.run {
      let writer = try vault.writer()
      try writer.write(bytes)
      return try writer.seal()
    }
  }

  private func submission(
    _ body: ExportRequestBody, _ received: ReceivedExport, _ documentType: String, _ kept: Kept, number: Int = 1
  ) -> JobSubmission {
    let runAt: Int64? =
      switch body.runAt {
      case nil: nil
      case .at(let time): time
      case .afterSeconds(let seconds): jobs.clock.now() + Int64(seconds * 1_000_000)
      }
    let specification = JobSpecification(
      documentType: documentType, formats: body.formats, quality: body.quality, title: body.title,
      outputName: body.outputName ?? received.fileName, options: body.options, contentType: received.content.type,
      content: kept.content, data: body.data.map { MergeData(number: number, values: $0) },
      attachments: kept.attachments, metadata: body.metadata,
      callback: body.callback, priority: body.priority, timeoutSeconds: body.timeoutSeconds,
      maxAttempts: body.maxAttempts, retentionSeconds: body.retentionSeconds, engineVersion: engines.version)
    return JobSubmission(specification, runAt: runAt)
  }

  /// The type that was named, or the one that the content and the format suggest.
  private func documentType(_ received: ReceivedExport, at place: String) throws -> String {
    let body = received.body
    if body.data != nil { _ = try merging(at: place + "/data") }
    var types: [String]?
    for (index, format) in body.formats.enumerated() {
      let known = engines.documentTypes(of: format)
      guard !known.isEmpty else {
        throw unknownFormat(format, at: place + (body.formats.count > 1 ? "/formats/\(index)" : "/format"))
      }
      types = types.map { $0.filter(known.contains) } ?? known
      if let wanted = body.documentType, !known.contains(wanted) {
        var message = "'\(format)' is not written from '\(wanted.prefix(100))'."
        if let near = NearestName.of(wanted, among: known) { message += " Did you mean '\(near)'?" }
        throw InvalidBody.value(
          place + "/document_type", "document_type_unknown",
          message + " There are \(known.joined(separator: ", ")).")
      }
    }
    let type: String
    if let wanted = body.documentType {
      type = wanted
    } else if MediaTypes.isTable(received.content.type), types?.contains("table") == true {
      type = "table"
    } else if let first = types?.first {
      type = first
    } else {
      throw InvalidBody.value(
        place + "/formats", "formats_apart",
        "These formats are not written from one kind of document. Make an export for each.")
    }
    for format in body.formats { try checkOptions(body.options, engines.offer(format, from: type)?.engine, at: place) }
    return type
  }

  /// A wish that nobody would follow is refused.
  private func checkOptions(_ options: JSONValue, _ engine: (any ExportEngine)?, at place: String) throws {
    guard let known = engine?.options, case .object(let members) = options else { return }
    guard let unknown = members.first(where: { !known.contains($0.key) })?.key else { return }
    if unknown == "password" {
      throw InvalidBody.value(
        place + "/options/password", "option_unknown",
        "A password would be stored with the export. Send the content to /convert, with the header X-File-Password.")
    }
    throw unknownOption(unknown, among: known, at: place + "/options/\(unknown)")
  }

  func unknownOption(_ name: String, among known: [String], at place: String) -> HTTPError {
    var message = "There is no option '\(name.prefix(100))' here."
    if let near = NearestName.of(name, among: known) { message += " Did you mean '\(near)'?" }
    return InvalidBody.value(
      place, "option_unknown", message + (known.isEmpty ? "" : " There are \(known.joined(separator: ", "))."))
  }
}
