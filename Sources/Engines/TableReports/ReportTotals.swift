internal import Documents
internal import Tables

/// Rows below a table: one for each kind of summary, with its values below their columns.
final class ReportTotals {
  private let totals: TableTotals
  private let shown: [Int]
  private let words: ReportWords
  private let formats: [CellFormat]
  /// The kinds of summaries, in the order in which they were asked for.
  private let kinds: [String]

  init(
    _ list: String, _ schema: TableSchema, _ shown: [Int], _ words: ReportWords, _ patterns: [String: String],
    _ language: String
  ) throws {
    totals = try TableTotals(list, of: schema)
    self.shown = shown
    self.words = words
    var kinds: [String] = []
    for entry in totals.entries where !kinds.contains(entry.summary) { kinds.append(entry.summary) }
    self.kinds = kinds
    let results = totals.schema.columns
    formats = totals.entries.enumerated().map { index, entry in
      let pattern = entry.summary.hasPrefix("count") ? nil : entry.column.flatMap { patterns[schema.columns[$0].name] }
      return CellFormat(pattern, of: results[index].type, language: language)
    }
  }

  func add(_ chunk: TableChunk, _ rows: Range<Int>) { totals.add(chunk, rows: rows) }

  func reset() throws { try totals.reset() }

  func rows() throws -> [TableRow] {
    let result = try totals.result()
    return kinds.map { kind in
      var texts = [String](repeating: "", count: shown.count)
      var label = words.name(kind)
      for (index, entry) in totals.entries.enumerated() where entry.summary == kind {
        let text = formats[index].text(result.columns[index], 0)
        if let column = entry.column, let place = shown.firstIndex(of: column) {
          texts[place] = text
        } else {
          // What no column stands for is said beside the name.
          label += ": \(text)"
        }
      }
      // The name stands in the first column that has no sum of its own.
      if texts[0].isEmpty { texts[0] = label } else { texts[0] = "\(label): \(texts[0])" }
      return TableRow(texts.map { TableCell($0.isEmpty ? [] : [.text($0)]) })
    }
  }
}
