internal import Tables

extension CSVDialect {
  /// Judges by the first rows: the delimiter that cuts the most rows into the same number of fields, of several the
  /// one that makes most fields.
  static func detect(
    _ sample: UnsafeRawBufferPointer, isWhole: Bool, _ delimiter: UInt8? = nil, hasHeader: Bool?
  ) -> CSVDialect {
    var best = (score: 0.0, dialect: CSVDialect(delimiter: delimiter ?? CSVDialect.csv.delimiter))
    // Comma, semicolon, tab, bar.
    for candidate in delimiter == nil ? [0x2C, 0x3B, 0x09, 0x7C] as [UInt8] : [] {
      let dialect = CSVDialect(delimiter: candidate)
      let rows = firstRows(sample, dialect, isWhole: isWhole, limit: 200)
      var counts: [Int: Int] = [:]
      for row in rows { counts[row.count, default: 0] += 1 }
      guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), most.key > 1 else { continue }
      let share = Double(most.value) / Double(rows.count)
      // Evenness first; more columns break ties.
      let score = share * share * (2 - 1 / Double(most.key))
      if score > best.score + 1e-9 { best = (score, dialect) }
    }
    var dialect = best.dialect
    dialect.hasHeader = hasHeader ?? looksLikeHeader(firstRows(sample, dialect, isWhole: isWhole, limit: 1))
    return dialect
  }

  static func firstRows(
    _ sample: UnsafeRawBufferPointer, _ dialect: CSVDialect, isWhole: Bool, limit: Int
  ) -> [[String]] {
    guard let start = sample.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return [] }
    var tokenizer = CSVTokenizer(dialect, isLenient: true)
    var rows: [[String]] = []
    var place = 0
    while rows.count < limit, place < sample.count {
      tokenizer.removeAll()
      let end = try? tokenizer.row(start, from: &place, end: sample.count, isFinal: isWhole)
      guard let end, end != .incomplete else { break }
      if end == .blank { continue }
      rows.append(
        (0..<tokenizer.count).map { field in
          let field = tokenizer.fields[field]
          return CSVReader.text(UnsafeRawBufferPointer(sample), field, quote: dialect.quote)
        })
    }
    return rows
  }

  /// Names are texts, each there once, and none of them a number, a date or a truth value.
  private static func looksLikeHeader(_ rows: [[String]]) -> Bool {
    guard let first = rows.first else { return true }
    if first.contains(where: \.isEmpty) || Set(first).count < first.count { return false }
    return first.allSatisfy { name in
      var name = name
      return name.withUTF8 { TypeInference.narrowest(UnsafeRawBufferPointer($0)) == .text }
    }
  }
}
