internal import Archives
public import ByteIO
public import Tables

/// Writes tables as an Excel workbook, a sheet each, streaming: memory does not depend on the rows.
///
/// A table with more rows than a sheet holds goes on in another one.
public final class XLSXWriter: TableWriter {
  /// What could not be kept as it was, counted for the report.
  struct Notes {
    var longNumbers = 0
    var earlyDates = 0
    var cutTexts = 0
    var unlinked = 0
    var splits = 0
  }

  let archive: ZIPWriter
  let options: XLSXOptions
  var styles = StyleSheet()
  var sharedTexts: SharedTexts
  var parts = OfficeParts()
  var notes = Notes()
  /// Numbers of the tables, charts, drawings and images that sheets own.
  var counters = (tables: 0, charts: 0, drawings: 0, images: 0)
  var tableNames = Set<String>()
  private let sink: CountingSink
  private var names = Set<String>()
  private(set) var sheets: [(name: String, filter: String?)] = []
  private var schema: TableSchema?
  private var part = 1
  private var current: SheetWriter?
  private var report = TableReport()

  public init(_ sink: any ByteSink, _ options: XLSXOptions = XLSXOptions()) {
    self.sink = CountingSink(sink)
    archive = ZIPWriter(to: self.sink)
    self.options = options
    sharedTexts = SharedTexts(limit: options.sharedTexts)
  }

  public func begin(_ schema: TableSchema) throws {
    try endSheet()
    let sheet = options.sheets[schema.name] ?? options.sheet
    guard schema.columns.count + sheet.formulas.count <= SheetGeometry.lastColumn else {
      throw TableError(.limit, "a sheet has \(SheetGeometry.lastColumn) columns, the table has \(schema.columns.count)")
    }
    let known = Set(schema.columns.map(\.name))
    let named = Set(sheet.links).union(sheet.choices.keys).union(sheet.rules.map(\.column))
      .union(sheet.charts.flatMap { [$0.categories] + $0.series })
    for name in named.sorted() where !known.contains(name) { _ = try schema.requireIndex(of: name) }
    self.schema = schema
    part = 1
    report.tables += 1
  }

  public func write(_ chunk: TableChunk) throws {
    var first = 0
    while first < chunk.count {
      if let current, current.rows == SheetGeometry.lastRow {
        try endSheet()
        part += 1
        notes.splits += 1
      }
      let sheet = try current ?? open(chunk)
      let end = min(chunk.count, first + SheetGeometry.lastRow - sheet.rows)
      try sheet.write(chunk, first..<end)
      first = end
    }
    report.rows += chunk.count
  }

  private func open(_ chunk: TableChunk?) throws -> SheetWriter {
    guard let schema else { throw TableError(.output, "rows were written before a table began") }
    let name = SheetGeometry.sheetName(schema.name, part: part, taken: &names)
    let opened = try SheetWriter(
      schema, name: name, number: sheets.count + 1, sheet: options.sheets[schema.name] ?? options.sheet, book: self,
      first: chunk)
    sheets.append((name, nil))
    parts.add(
      "xl/worksheets/sheet\(sheets.count).xml",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    current = opened
    return opened
  }

  private func endSheet() throws {
    guard schema != nil else { return }
    let sheet = try current ?? (part == 1 ? open(nil) : nil)
    guard let sheet else { return }
    try sheet.finish()
    if sheet.sheet.hasAutofilter, sheet.sheet.tableStyle == nil, !sheet.headerNames.isEmpty {
      let last = SheetGeometry.letters(sheet.headerNames.count - 1)
      sheets[sheets.count - 1].filter = "\(SheetGeometry.quoted(sheet.name))!$A$1:$\(last)$\(sheet.rows)"
    }
    current = nil
  }

  public func finish() throws -> TableReport {
    guard schema != nil else { throw TableError(.output, "a workbook needs a table") }
    try endSheet()
    let compression: Compression = options.speed == .fast ? .fast : .compact
    var relationships = sheets.indices.map {
      (type: "\(OfficeParts.relationships)/worksheet", target: "worksheets/sheet\($0 + 1).xml", isExternal: false)
    }
    relationships.append(("\(OfficeParts.relationships)/styles", "styles.xml", false))
    parts.add("xl/styles.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml")
    try add("xl/styles.xml", styles.xml)
    relationships.append(("\(OfficeParts.relationships)/theme", "theme/theme1.xml", false))
    parts.add("xl/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml")
    try add("xl/theme/theme1.xml", OfficeTheme.xml)
    if !sharedTexts.isEmpty {
      relationships.append(("\(OfficeParts.relationships)/sharedStrings", "sharedStrings.xml", false))
      parts.add("xl/sharedStrings.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml")
      try archive.entry("xl/sharedStrings.xml", compression: compression) { try sharedTexts.write(to: $0) }
    }
    parts.add("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    parts.add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    parts.add("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    try add("xl/workbook.xml", workbook)
    try add("xl/_rels/workbook.xml.rels", OfficeParts.relationships(relationships))
    try add("docProps/core.xml", OfficeParts.core(options.properties))
    try add("docProps/app.xml", OfficeParts.extended(options.properties))
    try add(
      "_rels/.rels",
      OfficeParts.relationships([
        ("\(OfficeParts.relationships)/officeDocument", "xl/workbook.xml", false),
        ("\(OfficeParts.package)/relationships/metadata/core-properties", "docProps/core.xml", false),
        ("\(OfficeParts.relationships)/extended-properties", "docProps/app.xml", false),
      ]))
    try add("[Content_Types].xml", parts.contentTypes)
    try archive.finish()
    try sink.finish()
    report.bytes = sink.count
    note()
    return report
  }

  func add(_ name: String, _ xml: borrowing ByteBuffer) throws {
    try xml.withUnsafeBytes { try archive.add(name, $0) }
  }

  private var workbook: ByteBuffer {
    var xml = ByteBuffer(reserving: 2048)
    xml.append(OfficeParts.declaration)
    xml.append(
      "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"\(OfficeParts.relationships)\"><bookViews><workbookView/></bookViews><sheets>"
    )
    for (index, sheet) in sheets.enumerated() {
      xml.append("<sheet name=\"")
      xml.append(xml: sheet.name)
      xml.append("\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>")
    }
    xml.append("</sheets>")
    let filters = sheets.indices.compactMap { index in sheets[index].filter.map { (index, $0) } }
    if !filters.isEmpty || !options.definedNames.isEmpty {
      xml.append("<definedNames>")
      for (index, reference) in filters {
        xml.append("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\" hidden=\"1\">")
        xml.append(xml: reference)
        xml.append("</definedName>")
      }
      for (name, reference) in options.definedNames {
        xml.append("<definedName name=\"")
        xml.append(xml: name)
        xml.append("\">")
        xml.append(xml: reference)
        xml.append("</definedName>")
      }
      xml.append("</definedNames>")
    }
    xml.append("<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/></workbook>")
    return xml
  }

  private func note() {
    if notes.splits > 0 { report.notes.append("the rows go on in \(notes.splits) more sheets") }
    if notes.longNumbers > 0 {
      report.notes.append("\(notes.longNumbers) numbers of more than 15 digits were written as text")
    }
    if notes.earlyDates > 0 { report.notes.append("\(notes.earlyDates) dates before March 1900 were written as text") }
    if notes.cutTexts > 0 { report.notes.append("\(notes.cutTexts) texts were cut to 32,767 characters") }
    if notes.unlinked > 0 { report.notes.append("\(notes.unlinked) addresses beyond 65,530 are not linked") }
  }
}
