internal import Documents

extension OfficeChart {
  /// Adds the part of a chart and the workbook with its data.
  static func add(
    _ chart: Chart, _ number: Int, folder: String, to package: inout OfficePackage, _ theme: Theme
  ) throws {
    let workbook = "\(folder)/embeddings/chart\(number).xlsx"
    try package.add(
      workbook, ending: "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      try ChartWorkbook.bytes(chart), isPacked: true)
    var relationships = OfficeRelationships()
    let id = relationships.id(office: "package", "../embeddings/chart\(number).xlsx")
    let part = "\(folder)/charts/chart\(number).xml"
    try package.add(
      part, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
      OfficeChart(chart, theme).markup(workbook: id))
    try package.add(relationships, of: part)
  }
}
