internal import Tables
internal import Values

/// Reads a sheet row by row.
final class SheetRows {
  private let scanner: MarkupScanner
  private let pool: TextPool
  private let formats: [NumberFormatKind]
  private(set) var cells: [SheetCell] = []
  /// The texts of the row's cells that are not shared.
  private(set) var text: [UInt8] = []
  /// The row's number in the sheet, from 1.
  private(set) var row = 0

  init(_ source: any ByteSource, _ pool: TextPool, _ formats: [NumberFormatKind]) {
    scanner = MarkupScanner(source)
    self.pool = pool
    self.formats = formats
  }

  var consumed: Int { scanner.window.consumed }

  func text(of cell: SheetCell) -> ArraySlice<UInt8> {
    // Places beyond the row's own texts are in the pool.
    cell.first < 0
      ? pool.bytes[(-cell.first - 1)..<(-cell.first - 1 + cell.count)] : text[cell.first..<(cell.first + cell.count)]
  }

  /// Goes to the next row that has cells.
  func next() throws -> Bool {
    while let tag = try scanner.next() {
      if scanner.isNamed("row") {
        guard tag != .close else { continue }
        if let number = scanner.attribute("r").flatMap({ ValueParser.integer($0) }), number > row, number <= 1 << 24 {
          row = Int(number)
        } else {
          row += 1
        }
        if tag == .empty { continue }
        try readCells()
        if !cells.isEmpty { return true }
      } else if tag == .close, scanner.isNamed("sheetData") {
        return false
      }
    }
    return false
  }

  private func readCells() throws {
    cells.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    var next = 0
    while let tag = try scanner.next() {
      if tag == .close, scanner.isNamed("row") { return }
      guard scanner.isNamed("c"), tag != .close else { continue }
      let column = scanner.attribute("r").flatMap { SheetGeometry.column(of: $0) } ?? next
      next = column + 1
      guard tag == .open else { continue }
      try readCell(column)
    }
  }

  private func readCell(_ column: Int) throws {
    let style = scanner.attribute("s").flatMap { ValueParser.integer($0) } ?? 0
    let kind =
      scanner.attribute("t").map { $0.count == 1 ? $0[0] : $0.first.map { $0 | 0x80 } ?? 0 } ?? UInt8(ascii: "n")
    while let tag = try scanner.next() {
      if tag == .close, scanner.isNamed("c") { return }
      guard tag == .open else { continue }
      if scanner.isNamed("v") {
        try add(try scanner.textAhead(), column, kind, Int(style))
      } else if scanner.isNamed("is") {
        let first = text.count
        try TextPool.rich(scanner, until: "is", into: &text)
        cells.append(SheetCell(column: column, kind: .text, first: first, count: text.count - first))
      }
    }
  }

  private func add(_ value: UnsafeRawBufferPointer, _ column: Int, _ kind: UInt8, _ style: Int) throws {
    switch kind {
    case UInt8(ascii: "s"):
      guard let index = ValueParser.integer(value), let range = pool.range(Int(index)) else {
        throw damaged("a shared text is missing", column)
      }
      cells.append(SheetCell(column: column, kind: .text, first: -range.lowerBound - 1, count: range.count))
    case UInt8(ascii: "b"):
      cells.append(SheetCell(column: column, kind: .boolean, number: value.first == UInt8(ascii: "1") ? 1 : 0))
    case UInt8(ascii: "e"):
      cells.append(SheetCell(column: column, kind: .error))
    case UInt8(ascii: "d"):
      guard
        let moment = ValueParser.timestamp(value)?.microseconds ?? ValueParser.date(value).map({ $0 * 86_400_000_000 })
      else { throw damaged("a date is not ISO 8601", column) }
      cells.append(SheetCell(column: column, kind: .dateTime, number: Double(moment) / 86_400_000_000 + 25_569))
    case UInt8(ascii: "n"):
      if value.isEmpty { return }
      guard let number = ValueParser.double(value) else { throw damaged("a number cannot be read", column) }
      var found = SheetCell(column: column, kind: .number, number: number)
      if style > 0, style < formats.count {
        switch formats[style] {
        case .number: break
        case .date: found.kind = .date
        case .time: found.kind = .time
        case .dateTime: found.kind = .dateTime
        case .duration: found.kind = .duration
        }
      }
      cells.append(found)
    default:
      let first = text.count
      MarkupScanner.unescape(value, into: &text)
      TextPool.restoreEscapes(&text, from: first)
      cells.append(SheetCell(column: column, kind: .text, first: first, count: text.count - first))
    }
  }

  private func damaged(_ message: String, _ column: Int) -> TableError {
    TableError(
      .syntax, "the workbook is damaged: \(message)",
      at: .init(row: row, column: SheetGeometry.letters(column)))
  }
}
