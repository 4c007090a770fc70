internal import ByteIO
internal import CommandLineTool
internal import DocumentFormats
internal import Documents
internal import Glibc
internal import JSON

/// One file for each row of a table, all from one template.
struct MailMerge: Sendable {
  /// Rows that are read before they are written, and then by all cores.
  private static let batch = 512

  let template: DocumentTemplate
  let names: MergeNames
  let folder: String
  let wishes: ConversionWishes
  let reader: any DocumentReader
  let writer: any DocumentWriter
  /// The pictures beside the template, read once.
  let pictures: MergePictures
  let language: String

  init(
    template path: String, from: String?, to format: DocumentFormat, into folder: String, names pattern: String?,
    _ wishes: ConversionWishes
  ) throws {
    let input = ConversionInput(path: path, format: from)
    guard let source = input.formatName.flatMap(DocumentFormat.init(named:)) else {
      throw CommandFailure(code: "unknown-input", "\(path) has no format that can be read")
    }
    let registry = FormatRegistry.standard
    reader = try registry.reader(for: source)
    writer = try registry.writer(for: format)
    template = try DocumentTemplate(parsing: FileContents.read(path), of: source)
    if template.gives(format) { try DocumentConversion.refuseLooks(wishes) }
    names = try MergeNames(pattern, template: path, ending: format.fileExtension)
    self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    self.wishes = wishes
    language = wishes.language ?? "en"
    pictures = MergePictures(beside: path)
  }

  /// Writes the files; a row that fails does not keep the others from being written.
  func run(_ rows: MergeRows, _ progress: (Int) throws -> Void) async throws -> MergeReport {
    try FileContents.makeFolder(folder)
    var report = MergeReport()
    var names = names
    var number = 0
    while let rows = try rows.next(Self.batch) {
      var jobs: [Job] = []
      for row in rows {
        number += 1
        jobs.append(
          Job(number: number, line: row.line, path: "\(folder)/\(try names.next(row.data, number))", row.data))
      }
      let shared = jobs
      let cores = max(1, min(shared.count, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
      await withTaskGroup(of: MergeReport.self) { group in
        for first in 0..<cores {
          group.addTask { write(stride(from: first, to: shared.count, by: cores).map { shared[$0] }) }
        }
        for await part in group { report.add(part) }
      }
      try Task.checkCancellation()
      try progress(number)
    }
    report.failures.sort { $0.line < $1.line }
    return report
  }

  private struct Job: Sendable {
    let number: Int
    let line: Int
    let path: String
    let data: JSONValue

    init(number: Int, line: Int, path: String, _ data: JSONValue) {
      self.number = number
      self.line = line
      self.path = path
      self.data = data
    }
  }

  private func write(_ jobs: [Job]) -> MergeReport {
    var report = MergeReport()
    var options = ExportOptions(raw: wishes.keepsRaw ? .keep : .drop, profile: wishes.profile)
    for job in jobs where !Task.isCancelled {
      do {
        try ExportSecurity.add(wishes, to: &options, of: writer.format)
        let filled = try template.render(job.data, language: language, index: job.number)
        if template.gives(writer.format) {
          let sink = try FileSink(path: job.path, durability: .fast)
          try sink.write(filled)
          try sink.finish()
          report.files += 1
          report.bytes += filled.count
          continue
        }
        let read = try reader.read(filled)
        var document = read.document
        try DocumentConversion.apply(wishes, to: &document)
        pictures.add(to: &document)
        let sink = try FileSink(path: job.path, durability: .fast)
        let written = try writer.write(document, to: sink, options: options, control: ExportControl())
        try sink.finish()
        report.files += 1
        report.pages += written.pages ?? 0
        report.bytes += written.bytes
        for warning in (read.warnings + written.warnings).prefix(3) where report.warnings.count < MergeReport.most {
          report.warnings.append("row \(job.line): \(warning.description)")
        }
        report.warningCount += read.warnings.count + written.warnings.count
        for loss in written.losses { report.losses.insert(loss.description) }
      } catch {
        report.failureCount += 1
        if report.failures.count < MergeReport.most {
          report.failures.append(MergeReport.Failure(line: job.line, message: "\(error)"))
        }
      }
    }
    return report
  }
}
