internal import Documents
internal import Tables

/// One report on its way into a document: charts, then the rows in sections, each with its totals.
final class ReportComposition {
  private let options: ReportOptions
  private let source: any TableSource
  private let language: String
  private let words: ReportWords
  /// The columns that are shown, by their places; those that open sections stand in the headings.
  private let shown: [Int]
  private let keys: [Int]
  private let formats: [CellFormat]
  private let charts: [Chart]
  private let totals: ReportTotals?
  /// Of the whole report, where there are sections.
  private let grandTotals: ReportTotals?
  private var waiting: [TableRow] = []
  private var rows = 0
  private static let batch = 256
  /// Rows that say how wide the columns are.
  private static let sample = 120

  init(_ source: any TableSource, _ options: ReportOptions) throws {
    var table = source
    // A chart needs all rows before the first is shown.
    if options.charts.isEmpty {
      charts = []
    } else {
      let spool = try TableSpool(source, options.resources)
      charts = try options.charts.map { try $0.drawn(spool.table(), options.resources) }
      table = spool.table()
    }
    let schema = table.schema
    let keys = try options.sections.map { try schema.requireIndex(of: $0) }
    for name in options.formats.keys.sorted() { _ = try schema.requireIndex(of: name) }
    if !keys.isEmpty {
      table = try table.sorting(options.sections.map(Self.quoted).joined(separator: ", "), options.resources)
    }
    let shown = schema.columns.indices.filter { !keys.contains($0) }
    guard !shown.isEmpty else {
      throw TableError(.expression, "every column opens a section; none is left to be shown")
    }
    guard shown.count <= 64 else {
      throw TableError(
        .limit, "\(shown.count) columns do not fit onto a page; choose up to 64 of them with a selection")
    }
    let language = options.language ?? "en"
    self.keys = keys
    self.shown = shown
    self.options = options
    self.source = table
    self.language = language
    words = ReportWords(language: language)
    formats = schema.columns.map { CellFormat(options.formats[$0.name], of: $0.type, language: language) }
    if let list = options.totals {
      totals = try ReportTotals(list, schema, shown, words, options.formats, language)
      grandTotals = keys.isEmpty ? nil : try ReportTotals(list, schema, shown, words, options.formats, language)
    } else {
      totals = nil
      grandTotals = nil
    }
  }

  private static func quoted(_ name: String) -> String {
    name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? name : "[\(name)]"
  }

  /// The document without its rows.
  func front() -> Document {
    var document = Document(metadata: Metadata(title: options.title ?? source.schema.name, language: language))
    if let theme = options.theme { document.theme = theme }
    if let quality = options.quality { document.quality = quality }
    document.page.isLandscape = options.isLandscape ?? (shown.count > 6)
    let margin = Length.millimetres(shown.count > 6 ? 12 : 18)
    document.page.margins.left = margin
    document.page.margins.right = margin
    document.page.margins.top = .millimetres(18)
    document.page.margins.bottom = .millimetres(18)
    let size = shown.count <= 6 ? 9.5 : shown.count <= 10 ? 8 : shown.count <= 16 ? 6.5 : 5
    document.theme.sizes.body = size
    document.theme.sizes.small = min(document.theme.sizes.small, 8)
    document.blocks = charts.map { .chart($0) }
    return document
  }

  func write(to stream: any DocumentStream, limit: Int) throws {
    var first = try source.next()
    let sample = try first.map { chunk in try (0..<min(chunk.count, Self.sample)).map { try cells(chunk, $0) } } ?? []
    if keys.isEmpty || first == nil { try stream.beginTable(table(sample)) }
    var section: TableChunk?
    while let chunk = first {
      var begin = 0
      while begin < chunk.count {
        var end = chunk.count
        if !keys.isEmpty {
          if section.map({ !isSame(chunk, begin, $0) }) ?? true {
            if section != nil { try close(stream) }
            try stream.append(.heading(1, heading(chunk, begin)))
            try stream.beginTable(table(sample))
            let key = TableChunk(source.schema)
            key.append(row: begin, of: chunk)
            key.seal()
            section = key
          }
          end = begin + 1
          while end < chunk.count, let section, isSame(chunk, end, section) { end += 1 }
        }
        try append(chunk, begin..<end, stream, limit)
        begin = end
      }
      first = try source.next()
    }
    try flush(stream)
    if keys.isEmpty || section != nil || rows == 0 { try stream.endTable(footer: totals?.rows() ?? []) }
    if let grandTotals, section != nil {
      try stream.append(.heading(1, words.total))
      try stream.beginTable(table(sample))
      try stream.endTable(footer: grandTotals.rows())
    }
  }

  private func append(
    _ chunk: TableChunk, _ range: Range<Int>, _ stream: any DocumentStream, _ limit: Int
  ) throws {
    rows += range.count
    guard rows <= limit else {
      throw TableError(
        .limit, "a report in this format holds \(limit) rows at most; filter them, or write PDF, CSV or XLSX")
    }
    totals?.add(chunk, range)
    grandTotals?.add(chunk, range)
    for row in range {
      waiting.append(try cells(chunk, row))
      if waiting.count == Self.batch { try flush(stream) }
    }
  }

  private func flush(_ stream: any DocumentStream) throws {
    guard !waiting.isEmpty else { return }
    try stream.append(rows: waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  private func close(_ stream: any DocumentStream) throws {
    try flush(stream)
    try stream.endTable(footer: totals?.rows() ?? [])
    try totals?.reset()
  }

  private func isSame(_ chunk: TableChunk, _ row: Int, _ section: TableChunk) -> Bool {
    keys.allSatisfy { chunk.columns[$0].isSame(row, as: section.columns[$0], 0) }
  }

  private func heading(_ chunk: TableChunk, _ row: Int) -> String {
    keys.map { key in
      let text = formats[key].text(chunk.columns[key], row)
      return "\(source.schema.columns[key].name): \(text.isEmpty ? "–" : text)"
    }.joined(separator: " · ")
  }

  private func cells(_ chunk: TableChunk, _ row: Int) throws -> TableRow {
    TableRow(
      shown.map { index in
        let text = formats[index].text(chunk.columns[index], row)
        return TableCell(text.isEmpty ? [] : [.text(text)])
      })
  }

  /// The table's columns and head; `sample` says how wide they are.
  private func table(_ sample: [TableRow]) -> Table {
    let columns = shown.map { source.schema.columns[$0] }
    return Table(
      columns: columns.map { TableColumn(alignment: $0.type.isNumeric || $0.type == .duration ? .end : .start) },
      header: [TableRow(columns.map { TableCell([.text(Self.title($0))]) })],
      rows: sample)
  }

  private static func title(_ column: Column) -> String {
    column.unit.map { "\(column.name) (\($0))" } ?? column.name
  }
}
