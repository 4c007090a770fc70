internal import ByteIO
internal import Documents
internal import TableFormats
internal import Tables

/// The workbook behind a native chart, so that its data can be edited where the document is.
struct ChartWorkbook {
  static func bytes(_ chart: Chart) throws -> [UInt8] {
    let layout = OfficeChart(chart, .plain)
    let rows = layout.rowCount
    var taken = Set(["Category"])
    let isScatter = chart.form == .scatter
    var columns = [Column("Category", isScatter ? .double : .text)]
    for (index, series) in chart.series.enumerated() {
      var name = series.name.isEmpty ? "Series \(index + 1)" : series.name
      while !taken.insert(name).inserted { name += "\u{200B}" }
      columns.append(Column(name, .double))
    }
    let schema = TableSchema(name: OfficeChart.sheet, columns: columns)
    let chunk = TableChunk(schema, reserving: rows)
    let positions = chart.series.first.map(layout.positions) ?? []
    for row in 0..<rows {
      if isScatter {
        append(row < positions.count ? positions[row] : nil, to: chunk.columns[0])
      } else {
        chunk.columns[0].append(layout.categories[row])
      }
      for (index, series) in chart.series.enumerated() {
        append(row < series.values.count ? series.values[row] : nil, to: chunk.columns[index + 1])
      }
    }
    chunk.seal()
    let sink = MemorySink()
    let writer = XLSXWriter(sink)
    try writer.begin(schema)
    try writer.write(chunk)
    _ = try writer.finish()
    return sink.bytes
  }

  private static func append(_ value: Double?, to column: ColumnVector) {
    if let value, value.isFinite { column.append(double: value) } else { column.appendNull() }
  }
}
