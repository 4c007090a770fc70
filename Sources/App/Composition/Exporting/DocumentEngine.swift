internal import ByteIO
internal import DocumentFormats
internal import Documents
internal import Exports
internal import JSON

/// Fits the document engine to exports.
struct DocumentEngine: ExportEngine {
  private let registry: FormatRegistry
  private let signer: FileSigner?

  /// - Parameter signer: signs what is asked to be signed.
  init(_ registry: FormatRegistry = .standard, signer: FileSigner? = nil) {
    self.registry = registry
    self.signer = signer
  }

  /// A file that another signer signed is another file.
  var version: String { "documents-4" + (signer.map { "-" + $0.fingerprint } ?? "") }
  let options: [String]? = ["theme", "language", "profile", "line_width", "sign"]

  var formats: [ExportFormat] {
    registry.writable.map { format in
      ExportFormat(
        name: format.rawValue, title: format.title, mediaType: format.mediaType,
        fileExtension: format.fileExtension, documentTypes: Self.types)
    }
  }

  /// Any document, or one of the kinds that have sections of their own.
  private static let types = ["document"] + DocumentType.allCases.map(\.rawValue)

  func starter(for documentType: String) -> ExportStarter? {
    guard let starter = Starter(named: documentType) else { return nil }
    return ExportStarter(
      title: starter.title,
      sections: (starter.type?.sections ?? []).map {
        .init(name: $0.name, isRequired: $0.isRequired, alsoCalled: $0.alsoCalled)
      },
      content: starter.template, contentType: "text/markdown", data: starter.data)
  }

  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning] {
    try ExportSecurity.check(request, signer)
    do {
      let read = try document(request, ExportControl())
      return read.warnings
    } catch let error as JobError { throw error } catch {
      throw (error as? DocumentError).map(Self.failure)
        ?? JobError("content_unreadable", "The content could not be checked.")
    }
  }

  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport {
    guard let format = DocumentFormat(rawValue: request.format) else {
      throw JobError("format_unknown", "'\(request.format)' is no format of documents.")
    }
    let control = ExportControl { progress in
      try checkpoint.progress(
        Self.fraction(progress), step: progress.stage.rawValue, done: progress.done,
        total: progress.total > 0 ? progress.total : nil)
    }
    do {
      if let filled = try filled(request, as: format) {
        try sink.write(filled)
        return RenderReport()
      }
      let read = try document(request, control)
      let report = try registry.writer(for: format).write(
        read.document, to: sink, options: options(request, read.document), control: control)
      if case .broken(let reason) = report.integrity {
        throw JobError("file_broken", "The file did not pass its own check: \(reason).", isRecoverable: true)
      }
      return RenderReport(
        warnings: read.warnings + report.warnings.map(JobWarning.init) + report.losses.map(JobWarning.init),
        pages: report.pages)
    } catch let error as RenderStopped { throw error } catch let error as JobError { throw error } catch let error
      as DocumentError
    {
      throw Self.failure(error)
    }
  }

  /// The content with its fields filled.
  private static func content(_ request: RenderRequest, _ format: DocumentFormat) throws -> [UInt8] {
    guard let data = request.data else { return request.content }
    return try DocumentTemplate(parsing: request.content, of: format).render(
      data.values, language: request.options["language"]?.string ?? "en", index: data.number)
  }

  /// A Word template as the Word document that was asked for: all of its looks stay.
  private func filled(_ request: RenderRequest, as format: DocumentFormat) throws -> [UInt8]? {
    guard let data = request.data, let source = DocumentFormat(named: request.contentType), source == .docx,
      format == .docx
    else { return nil }
    return try DocumentTemplate(parsing: request.content, of: source).render(
      data.values, language: request.options["language"]?.string ?? "en", index: data.number)
  }

  private struct Read {
    var document: Document
    var warnings: [JobWarning]
  }

  private func document(_ request: RenderRequest, _ control: ExportControl) throws -> Read {
    guard let format = DocumentFormat(named: request.contentType) else {
      throw JobError(
        "content_type_unknown",
        "A document cannot be read from '\(request.contentType)'. Send JSON, or say the type in 'content_type'.")
    }
    let content = try Self.content(request, format)
    let read = try registry.reader(for: format).read(content, options: ImportOptions(), control: control)
    var document = read.document
    if let title = request.title { document.metadata.title = title }
    if let type = DocumentType(rawValue: request.documentType) { document.type = type }
    if let quality = Quality(rawValue: request.quality) { document.quality = quality }
    if let language = request.options["language"]?.string { document.metadata.language = language }
    if let name = request.options["theme"]?.string {
      guard let theme = Theme(named: name) else {
        throw JobError(
          "theme_unknown",
          "There is no theme '\(name.prefix(100))'. There are \(Theme.named.map(\.name).joined(separator: ", ")).",
          option: "theme")
      }
      document.theme = theme
    }
    let unused = Self.attach(request.attachments, to: &document)
    var findings = read.warnings
    findings += unused.map {
      Documents.Finding("unused-attachment", "the file '\($0)' is not shown anywhere; name it in the content")
    }
    if document.quality.features.validatesStructure { findings += document.findings() }
    return Read(document: document, warnings: findings.map(JobWarning.init))
  }

  /// Gives the document the pictures it names, by their whole name or its last part; returns those that it does not.
  private static func attach(_ attachments: [RenderRequest.Attachment], to document: inout Document) -> [String] {
    guard !attachments.isEmpty else { return [] }
    var unused = Set(attachments.map(\.name))
    for name in LocalPictures.names(in: document) where document.resources[name] == nil {
      let plain = LocalPictures.decoded(name)
      let last = plain.split(separator: "/").last.map(String.init)
      guard let file = attachments.first(where: { $0.name == plain }) ?? attachments.first(where: { $0.name == last })
      else { continue }
      unused.remove(file.name)
      document.resources.add(Resource(name, file.content))
    }
    return unused.sorted()
  }

  private func options(_ request: RenderRequest, _ document: Document) -> ExportOptions {
    var options = ExportOptions()
    ExportSecurity.add(request, signer, to: &options)
    if document.quality.features.attachesSource, let format = DocumentFormat(named: request.contentType) {
      options.source = Resource(
        "source.\(format.fileExtension)", mediaType: format.mediaType, request.content)
    }
    options.profile = request.options["profile"]?.string
    let lines = request.options["line_width"]
    let width = lines?.integer ?? lines?.string.flatMap { Int($0) }
    if let width, (0...1_000).contains(width) { options.lineWidth = width }
    return options
  }

  /// The share of the whole that each stage usually takes.
  private static func fraction(_ progress: ExportControl.Progress) -> Double {
    let (start, width): (Double, Double) =
      switch progress.stage {
      case .reading: (0, 0.1)
      case .checking: (0.1, 0.05)
      case .layout: (0.15, 0.45)
      case .writing: (0.6, 0.35)
      case .verifying: (0.95, 0.05)
      }
    return start + width * progress.fraction
  }

  static func failure(_ error: DocumentError) -> JobError {
    JobError(
      error.code.rawValue, error.location.isEmpty ? error.message : "\(error.message) (\(error.location))",
      pointer: error.location.pointer)
  }
}

extension JobWarning {
  init(_ finding: Documents.Finding) {
    self.init(.warning, finding.code, finding.description, pointer: finding.location.pointer)
  }

  init(_ loss: Loss) {
    self.init(.info, "loss", loss.description)
  }
}
