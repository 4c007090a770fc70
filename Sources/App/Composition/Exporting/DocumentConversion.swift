internal import ByteIO
internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import Glibc

/// Documents from file to file.
struct DocumentConversion: FileConversion {
  private let registry: FormatRegistry

  /// - Parameter repeats: the same input comes again and again, a little changed each time.
  init(repeats: Bool = false) {
    registry = repeats ? FormatRegistry.remembering() : .standard
  }

  var summary: String {
    "documents from \(Self.names(registry.readable)) to \(Self.names(registry.writable))"
  }

  private static func names(_ formats: [DocumentFormat]) -> String {
    formats.map(\.rawValue).joined(separator: ", ")
  }

  func reads(_ input: ConversionInput) -> Bool {
    guard let format = input.formatName.flatMap(DocumentFormat.init(named:)) else { return false }
    return registry.readable.contains(format)
  }

  func writes(_ output: ConversionOutput) -> Bool {
    guard let format = output.formatName.flatMap(DocumentFormat.init(named:)) else { return false }
    return registry.writable.contains(format)
  }

  func convert(
    _ input: ConversionInput, to outputs: [ConversionOutput], _ wishes: ConversionWishes,
    progress: @escaping @Sendable (Double, String) throws -> Void
  ) throws -> [ConversionResult] {
    if let result = try fill(input, to: outputs, wishes) { return [result] }
    let share = 1 / Double(outputs.count + 1)
    let (document, source, warnings) = try read(input, wishes) { try progress($0 * share, "reading") }
    var results: [ConversionResult] = []
    for (index, output) in outputs.enumerated() {
      guard let format = output.formatName.flatMap(DocumentFormat.init(named:)) else { continue }
      var options = ExportOptions(raw: wishes.keepsRaw ? .keep : .drop, profile: wishes.profile)
      if document.quality.features.attachesSource { options.source = source }
      try ExportSecurity.add(wishes, to: &options, of: format)
      let control = ExportControl { step in
        try progress(share * (Double(index + 1) + step.fraction), output.name)
      }
      let writer = try registry.writer(for: format)
      let report: ExportReport
      if output.isStandard {
        let sink = DescriptorSink(STDOUT_FILENO)
        report = try writer.write(document, to: sink, options: options, control: control)
        try sink.finish()
      } else {
        let sink = try FileSink(path: output.path, durability: .fast)
        report = try writer.write(document, to: sink, options: options, control: control)
        try sink.finish()
      }
      results.append(
        ConversionResult(
          path: output.path, format: format.rawValue, bytes: report.bytes, summary: Self.summary(report),
          warnings: (index == 0 ? warnings : []).map(\.description) + report.warnings.map(\.description),
          losses: report.losses.map(\.description)))
    }
    return results
  }

  /// A Word template to a Word document: all of its looks stay, so it is not written anew.
  private func fill(
    _ input: ConversionInput, to outputs: [ConversionOutput], _ wishes: ConversionWishes
  ) throws -> ConversionResult? {
    guard let data = wishes.data, let output = outputs.first, outputs.count == 1,
      input.formatName.flatMap(DocumentFormat.init(named:)) == .docx,
      output.formatName.flatMap(DocumentFormat.init(named:)) == .docx
    else { return nil }
    try Self.refuseLooks(wishes)
    let filled = try TemplateInput.filled(
      FileContents.read(input.path), of: .docx, with: FileContents.read(data), from: data, language: wishes.language)
    let sink: any ByteSink =
      output.isStandard ? DescriptorSink(STDOUT_FILENO) : try FileSink(path: output.path, durability: .fast)
    try sink.write(filled)
    try sink.finish()
    return ConversionResult(
      path: output.path, format: DocumentFormat.docx.rawValue, bytes: filled.count, summary: "the template, filled",
      warnings: [], losses: [])
  }

  /// A Word template that stays a Word document has looks of its own.
  static func refuseLooks(_ wishes: ConversionWishes) throws {
    guard wishes.theme != nil || wishes.quality != nil || wishes.type != nil || wishes.title != nil else { return }
    throw CommandFailure(
      code: "template-looks", "a Word template that is filled as a Word document keeps its own looks and title",
      hint: "Leave out --theme, --quality, --type and --title, or write another format.")
  }

  private static func summary(_ report: ExportReport) -> String {
    let words = "\(report.words) word\(report.words == 1 ? "" : "s")"
    return report.pages.map { "\($0) page\($0 == 1 ? "" : "s"), \(words)" } ?? words
  }

  /// The document, the file it was read from, and what is wrong with it without making an export of it impossible.
  func read(
    _ input: ConversionInput, _ wishes: ConversionWishes, _ progress: @escaping @Sendable (Double) throws -> Void
  ) throws -> (document: Document, source: Resource, warnings: [Documents.Finding]) {
    guard let format = input.formatName.flatMap(DocumentFormat.init(named:)) else {
      throw CommandFailure(code: "unknown-input", "\(input.name) has no format that can be read")
    }
    var bytes = try FileContents.read(input.path)
    let source = Resource(
      input.isStandard ? "source.\(format.fileExtension)" : String(input.path.split(separator: "/").last ?? "source"),
      mediaType: format.mediaType, bytes)
    if let data = wishes.data {
      bytes = try TemplateInput.filled(
        bytes, of: format, with: FileContents.read(data), from: data, language: wishes.language)
    }
    let control = ExportControl { try progress($0.fraction) }
    let result = try registry.reader(for: format).read(bytes, options: ImportOptions(), control: control)
    var document = result.document
    try Self.apply(wishes, to: &document)
    if !input.isStandard { LocalPictures.add(to: &document, beside: input.path) }
    var warnings = result.warnings
    if document.quality.features.validatesStructure { warnings += document.findings() }
    return (document, source, warnings)
  }

  /// What the person asked for stands before what the document says.
  static func apply(_ wishes: ConversionWishes, to document: inout Document) throws {
    if let name = wishes.theme {
      guard let theme = Theme(named: name) else {
        throw CommandFailure(
          code: "unknown-theme", "there is no theme '\(name)'",
          hint: "Choose one of \(Theme.named.map(\.name).joined(separator: ", ")).")
      }
      document.theme = theme
    }
    if let name = wishes.quality {
      guard let quality = Quality(rawValue: name.lowercased()) else {
        throw CommandFailure(
          code: "unknown-quality", "there is no quality '\(name)'",
          hint: "Choose one of \(Quality.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      document.quality = quality
    }
    if let name = wishes.type {
      guard let type = DocumentType(rawValue: name.lowercased()) else {
        throw CommandFailure(
          code: "unknown-type", "there is no type of document '\(name)'",
          hint: "Choose one of \(DocumentType.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      document.type = type
    }
    if let title = wishes.title { document.metadata.title = title }
    if let language = wishes.language { document.metadata.language = language }
  }
}
