extension Chart {
  /// The numbers as a table, for formats and readers that cannot see charts.
  public var dataTable: Table {
    let numbers = TableColumn(alignment: .end)
    if form == .scatter {
      let head = ["", horizontalAxis ?? "x", verticalAxis ?? "y"]
      let rows = series.flatMap { series in
        zip(series.positions, series.values).map { position, value in
          TableRow([Self.cell(series.name), Self.cell(Self.text(position)), Self.cell(value.map(Self.text) ?? "–")])
        }
      }
      return Table(
        columns: [TableColumn(), numbers, numbers], header: [TableRow(head.map(Self.cell))], rows: rows,
        headerColumns: 1)
    }
    let count = max(categories.count, series.map(\.values.count).max() ?? 0)
    let rows = (0..<count).map { index in
      let values = series.map { series in
        let value = index < series.values.count ? series.values[index] : nil
        return Self.cell(value.map(Self.text) ?? "–")
      }
      return TableRow([Self.cell(index < categories.count ? categories[index] : String(index + 1))] + values)
    }
    return Table(
      columns: [TableColumn()] + series.map { _ in numbers },
      header: [TableRow([Self.cell(horizontalAxis ?? "")] + series.map { Self.cell($0.name) })], rows: rows,
      headerColumns: 1)
  }

  private static func cell(_ text: String) -> TableCell { TableCell(text.isEmpty ? [] : [.text(text)]) }

  /// What the chart shows in words: its own text, or one made from title, form and data.
  public var description: String {
    if let alternative { return alternative }
    let names = series.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ")
    var text = (title.map { $0 + ": " } ?? "") + "\(form.rawValue) chart"
    if !names.isEmpty { text += " of \(names)" }
    let values = series.flatMap { $0.values.compactMap { $0 } }
    if let least = values.min(), let most = values.max() {
      text += ", from \(Self.text(least)) to \(Self.text(most))"
    }
    return text
  }

  /// A number without a fraction that says nothing.
  public static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}
