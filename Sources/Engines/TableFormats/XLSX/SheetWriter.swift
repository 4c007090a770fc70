internal import Archives
internal import ByteIO
internal import Tables
internal import Values

/// Writes the cells of one sheet, row by row.
final class SheetWriter {
  let name: String
  let schema: TableSchema
  let sheet: XLSXSheet
  let number: Int
  private let entry: ZIPEntrySink
  private let columns: [SheetColumn]
  private let headerStyle: Int
  private let heldBuffer = UncheckedCell(ByteBuffer(reserving: 1 << 18))
  private var buffer: ByteBuffer {
    @inline(__always) _read { yield heldBuffer.value }
    @inline(__always) _modify { yield &heldBuffer.value }
  }
  private let heldRowText = UncheckedCell(ByteBuffer(reserving: 16))
  private var rowText: ByteBuffer {
    @inline(__always) _read { yield heldRowText.value }
    @inline(__always) _modify { yield &heldRowText.value }
  }
  private var serial = ByteBuffer(reserving: 48)
  /// The column behind the last cell of the row; none is ever behind it where every cell is named.
  private var follower = -1
  private let omitsReferences: Bool
  /// Rows written, the header counted.
  private(set) var rows = 0
  private(set) var links: [(cell: String, target: String)] = []
  private unowned let book: XLSXWriter

  /// More are refused by Excel.
  private static let mostLinks = 65_530

  init(_ schema: TableSchema, name: String, number: Int, sheet: XLSXSheet, book: XLSXWriter, first: TableChunk?) throws
  {
    self.schema = schema
    self.name = name
    self.number = number
    self.sheet = sheet
    self.book = book
    omitsReferences = book.options.omitsReferences
    columns = schema.columns.enumerated().map {
      SheetColumn($1, index: $0, sheet: sheet, styles: &book.styles)
    }
    headerStyle = book.styles.index(format: nil, look: .header)
    entry = try book.archive.entry(
      "xl/worksheets/sheet\(number).xml", compression: book.options.speed == .fast ? .fast : .compact)
    begin(first)
    writeHeader()
  }

  private func begin(_ first: TableChunk?) {
    buffer.append(OfficeParts.declaration)
    buffer.append(
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"\(OfficeParts.relationships)\">"
    )
    let selected = number == 1 ? " tabSelected=\"1\"" : ""
    buffer.append("<sheetViews><sheetView\(selected) workbookViewId=\"0\">")
    if sheet.freezesHeader {
      buffer.append(
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\"/>"
      )
    }
    buffer.append("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>")
    for (index, column) in schema.columns.enumerated() {
      let width = sheet.widths[column.name] ?? SheetWidths.measure(column, first?.columns[index])
      buffer.append("<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"")
      buffer.append(number: width)
      buffer.append("\" customWidth=\"1\"/>")
    }
    for (index, formula) in sheet.formulas.enumerated() {
      let place = schema.columns.count + index + 1
      buffer.append(
        "<col min=\"\(place)\" max=\"\(place)\" width=\"\(max(formula.name.count + 4, 12))\" customWidth=\"1\"/>")
    }
    buffer.append("</cols><sheetData>")
  }

  private func writeHeader() {
    rows = 1
    buffer.append("<row r=\"1\">")
    for (index, name) in headerNames.enumerated() {
      buffer.append(
        "<c r=\"\(SheetGeometry.letters(index))1\" s=\"\(headerStyle)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
      var name = name
      name.withUTF8 { buffer.append(cellText: UnsafeRawBufferPointer($0)) }
      buffer.append("</t></is></c>")
    }
    buffer.append("</row>")
  }

  var headerNames: [String] { schema.columns.map(\.name) + sheet.formulas.map(\.name) }

  func write(_ chunk: TableChunk, _ range: Range<Int>) throws {
    for row in range {
      rows += 1
      rowText.removeAll()
      rowText.append(decimal: rows)
      buffer.append("<row r=\"")
      appendRow()
      buffer.append("\">")
      if omitsReferences { follower = 0 }
      for index in columns.indices where !chunk.columns[index].isNull(row) {
        try append(chunk.columns[index], row, columns[index])
      }
      for (index, item) in sheet.formulas.enumerated() { append(item.formula, columns.count + index) }
      buffer.append("</row>")
      if buffer.count > 200_000 { try buffer.drain(into: entry) }
    }
  }

  @inline(__always)
  private func appendRow() { rowText.withUnsafeBytes { buffer.append($0) } }

  private func append(_ formula: String, _ column: Int) {
    buffer.append("<c r=\"\(SheetGeometry.letters(column))\(rows)\"><f>")
    let parts = formula.split(separator: "{row}", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 { appendRow() }
      buffer.append(xml: String(part))
    }
    buffer.append("</f></c>")
  }

  @inline(__always)
  private func begin(_ column: SheetColumn, _ middle: [UInt8]) {
    if column.index == follower {
      buffer.append("<c")
      // Without the quote that ends the name.
      middle.withUnsafeBytes { buffer.append(UnsafeRawBufferPointer(rebasing: $0[1...])) }
    } else {
      buffer.append(column.opening)
      appendRow()
      buffer.append(middle)
    }
    if omitsReferences { follower = column.index &+ 1 }
  }

  @inline(__always)
  private func append(_ values: ColumnVector, _ row: Int, _ column: SheetColumn) throws {
    switch column.kind {
    case .text: try append(text: values.bytes(at: row), column)
    case .double:
      let value = values.doubles[row]
      if value.isFinite {
        begin(column, column.number)
        buffer.append(number: value)
        buffer.append("</v></c>")
      } else {
        begin(column, Array("\"\(column.styleText) t=\"e\"><v>#NUM!</v></c>".utf8))
      }
    case .integer:
      let value = values.integers[row]
      // A spreadsheet's numbers have 15 digits.
      if value.magnitude > 999_999_999_999_999 { return try appendLong(values, row, column) }
      begin(column, column.number)
      buffer.append(decimal: value)
      buffer.append("</v></c>")
    case .decimal(let scale):
      let value = values.unscaled(row)
      if value.magnitude > 999_999_999_999_999 { return try appendLong(values, row, column) }
      begin(column, column.number)
      buffer.append(unscaled: value, scale: scale)
      buffer.append("</v></c>")
    case .boolean:
      begin(column, column.boolean)
      buffer.append(values.booleans[row] != 0 ? "1</v></c>" : "0</v></c>")
    case .date: try appendMoment(days: Int(values.integers[row]), rest: 0, values, row, column)
    case .timestamp:
      let (days, rest) = CalendarDate.split(microseconds: values.integers[row])
      try appendMoment(days: days, rest: rest, values, row, column)
    case .time, .duration:
      let value = values.integers[row]
      guard value >= 0 else { return try appendAsText(values, row, column) }
      begin(column, column.number)
      append(days: value / CalendarDate.microsecondsPerDay, rest: value % CalendarDate.microsecondsPerDay)
      buffer.append("</v></c>")
    case .other: try appendAsText(values, row, column)
    }
  }

  /// Days since 1899-12-30 with the time as a fraction. Before March 1900 spreadsheets count wrongly, after 9999 not
  /// at all: such days are texts.
  private func appendMoment(
    days: Int, rest: Int64, _ values: ColumnVector, _ row: Int, _ column: SheetColumn
  ) throws {
    let serial = days + 25_569
    guard serial >= 61, serial < 2_958_466 else {
      book.notes.earlyDates += 1
      return try appendAsText(values, row, column)
    }
    begin(column, column.number)
    append(days: Int64(serial), rest: rest)
    buffer.append("</v></c>")
  }

  private func append(days: Int64, rest: Int64) {
    if rest == 0 { return buffer.append(decimal: days) }
    buffer.append(number: Double(days) + Double(rest) / Double(CalendarDate.microsecondsPerDay))
  }

  private func appendLong(_ values: ColumnVector, _ row: Int, _ column: SheetColumn) throws {
    book.notes.longNumbers += 1
    try appendAsText(values, row, column)
  }

  private func appendAsText(_ values: ColumnVector, _ row: Int, _ column: SheetColumn) throws {
    serial.removeAll()
    serial.append(valueOf: values, at: row)
    var text = ByteBuffer(reserving: 0)
    swap(&text, &serial)
    try text.withUnsafeBytes { try append(text: $0, column) }
    swap(&text, &serial)
  }

  private func append(text: UnsafeRawBufferPointer, _ column: SheetColumn) throws {
    guard let first = text.first else { return }
    let isFormula: Bool
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: isFormula = true
    default: isFormula = false
    }
    let text = shortened(text)
    if !sheet.links.isEmpty, sheet.links.contains(schema.columns[0].name) || !column.styleText.isEmpty {
      noteLink(text, column)
    }
    if let index = book.sharedTexts.index(of: text) {
      begin(column, isFormula ? column.guardedShared : column.shared)
      buffer.append(decimal: index)
      buffer.append("</v></c>")
    } else {
      let style = isFormula ? " s=\"\(column.guardedStyle)\"" : column.styleText
      begin(column, Array("\"\(style) t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8))
      buffer.append(cellText: text)
      buffer.append("</t></is></c>")
    }
  }

  private func noteLink(_ text: UnsafeRawBufferPointer, _ column: SheetColumn) {
    guard let index = columns.firstIndex(where: { $0.letters == column.letters }),
      sheet.links.contains(schema.columns[index].name)
    else { return }
    let target = String(decoding: text, as: UTF8.self)
    let schemes = ["http://", "https://", "mailto:"]
    guard schemes.contains(where: { target.lowercased().hasPrefix($0) }), target.utf8.count <= 2_079,
      !target.utf8.contains(where: { $0 <= 0x20 })
    else { return }
    if links.count < Self.mostLinks {
      links.append(("\(column.letters)\(rows)", target))
    } else {
      book.notes.unlinked += 1
    }
  }

  /// A cell holds 32,767 characters.
  private func shortened(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard text.count > 32_767 else { return text }
    var units = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let wide = length == 4 ? 2 : 1
      if units + wide > 32_767 { break }
      units += wide
      index += length
    }
    if index >= text.count { return text }
    book.notes.cutTexts += 1
    return UnsafeRawBufferPointer(rebasing: text[..<index])
  }

  /// The sheet's end, and the parts that belong to it.
  func finish() throws {
    buffer.append("</sheetData>")
    try SheetFeatures(self, book).append(to: &buffer)
    buffer.append("</worksheet>")
    try buffer.drain(into: entry)
    try entry.finish()
    try SheetFeatures(self, book).writeParts()
  }
}
