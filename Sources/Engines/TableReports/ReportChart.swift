internal import Documents
public import Tables

/// A chart of a table: what is drawn, and along which values.
public struct ReportChart: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case column, bar, line, area, pie, scatter
  }

  public var kind: Kind
  /// Columns, or summaries such as `sum(amount), mean(price)`.
  public var values: String
  /// The column or expression along the axis.
  public var categories: String

  public init(_ kind: Kind, values: String, categories: String) {
    self.kind = kind
    self.values = values
    self.categories = categories
  }

  /// Reads `column: sum(amount) by city`; the kind may be left out.
  public init(_ text: String) throws(TableError) {
    func trimmed(_ text: some StringProtocol) -> String {
      var part = text.drop { $0 == " " }
      while part.last == " " { part.removeLast() }
      return String(part)
    }
    var rest = text[...]
    var kind = Kind.column
    if let colon = text.firstIndex(of: ":") {
      let word = trimmed(text[..<colon])
      if let named = Kind(rawValue: word.lowercased()) {
        kind = named
        rest = text[text.index(after: colon)...]
      } else if word.allSatisfy(\.isLetter) {
        throw TableError(
          .expression,
          "there is no chart '\(word)'; choose one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
      }
    }
    let words = rest.split(separator: " ", omittingEmptySubsequences: true)
    guard let place = words.lastIndex(where: { $0.lowercased() == "by" }), place > 0, place + 1 < words.count else {
      throw TableError(.expression, "a chart is such as 'column: sum(amount) by city', not '\(text)'")
    }
    self.init(
      kind, values: words[..<place].joined(separator: " "), categories: words[(place + 1)...].joined(separator: " "))
  }

  /// More bars than this nobody can read.
  static let mostPoints = 200

  /// The chart of a table, for a document.
  func drawn(_ source: any TableSource, _ resources: TableResources) throws -> Chart {
    let isSummary = TableSummary.isMeant(by: values)
    let table =
      isSummary
      ? try source.grouping(by: categories + " as category", "category, " + values, resources)
      : try source.selecting(categories + " as category, " + values)
    var names: [String] = []
    var columns = [[Double?]](repeating: [], count: table.schema.columns.count - 1)
    let format = CellFormat(nil, of: table.schema.columns[0].type, language: "en")
    while let chunk = try table.next() {
      guard names.count + chunk.count <= Self.mostPoints else {
        throw TableError(
          .limit, "a chart by '\(categories)' would have more than \(Self.mostPoints) points; group them or filter")
      }
      for row in 0..<chunk.count {
        names.append(format.text(chunk.columns[0], row))
        for index in columns.indices {
          columns[index].append(try Self.number(chunk.columns[index + 1], row, table.schema.columns[index + 1]))
        }
      }
    }
    let series = columns.enumerated().map { index, values in
      Chart.Series(
        table.schema.columns[index + 1].name, values,
        positions: kind == .scatter ? names.indices.map { Double(names[$0]) ?? Double($0) } : [])
    }
    let form: Chart.Form =
      switch kind {
      case .column, .bar: .bar
      case .line: .line
      case .area: .area
      case .pie: .pie
      case .scatter: .scatter
      }
    return Chart(
      form, title: "\(values) by \(categories)", categories: names, series: series, isHorizontal: kind == .bar,
      showsLegend: series.count > 1 || kind == .pie)
  }

  private static func number(_ column: ColumnVector, _ row: Int, _ described: Column) throws -> Double? {
    if column.isNull(row) { return nil }
    switch column.type {
    case .integer: return Double(column.integers[row])
    case .double: return column.doubles[row].isFinite ? column.doubles[row] : nil
    case .decimal(_, let scale):
      var unit = 1.0
      for _ in 0..<scale { unit *= 10 }
      return Double(column.unscaled(row)) / unit
    default:
      throw TableError(.type, "a chart shows numbers; '\(described.name)' is \(column.type)")
    }
  }
}
