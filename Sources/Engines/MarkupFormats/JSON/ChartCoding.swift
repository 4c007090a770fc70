internal import Documents
internal import JSON

/// Charts in JSON, in documents of their own and in the code blocks of Markdown.
enum ChartCoding {
  static func chart(parsing text: String) throws(JSONError) -> Chart {
    try chart(JSONCursor(JSONValue(parsing: Array(text.utf8))))
  }

  static func chart(_ json: JSONCursor) throws(JSONError) -> Chart {
    try json.allow(
      "type", "id", "class", "lang", "dir", "data", "form", "title", "categories", "series", "horizontalAxis",
      "verticalAxis", "stacked", "horizontal", "legend", "values", "alt", "caption", "width", "height")
    var chart = Chart(try json["form"].choice(), series: [])
    chart.title = try json["title"].ifPresent?.string()
    chart.categories = try json["categories"].ifPresent?.array() ?? []
    for series in try json["series"].elements() {
      try series.allow("name", "values", "positions")
      var values: [Double?] = []
      for value in try series["values"].elements() { values.append(try value.ifPresent?.number()) }
      let positions: [Double] = try series["positions"].ifPresent?.array() ?? []
      if chart.form == .scatter, positions.count != values.count {
        throw series.failure("a scatter chart needs as many positions as values")
      }
      chart.series.append(.init(try series["name"].ifPresent?.string() ?? "", values, positions: positions))
    }
    chart.horizontalAxis = try json["horizontalAxis"].ifPresent?.string()
    chart.verticalAxis = try json["verticalAxis"].ifPresent?.string()
    chart.isStacked = try json["stacked"].ifPresent?.bool() ?? false
    chart.isHorizontal = try json["horizontal"].ifPresent?.bool() ?? false
    chart.showsLegend = try json["legend"].ifPresent?.bool() ?? true
    chart.showsValues = try json["values"].ifPresent?.bool() ?? false
    chart.alternative = try json["alt"].ifPresent?.string()
    chart.width = try json["width"].ifPresent.map { json throws(JSONError) in try DocumentSettings.length(json) }
    chart.height = try json["height"].ifPresent.map { json throws(JSONError) in try DocumentSettings.length(json) }
    return chart
  }

  /// The members of a chart, without what every block has.
  static func write(_ chart: Chart, _ json: inout JSONWriter) {
    json.member("form", chart.form.rawValue)
    if let title = chart.title { json.member("title", title) }
    if !chart.categories.isEmpty {
      json.key("categories")
      json.beginArray()
      for category in chart.categories { json.string(category) }
      json.endArray()
    }
    json.key("series")
    json.beginArray()
    for series in chart.series {
      json.beginObject()
      json.member("name", series.name)
      json.key("values")
      json.beginArray()
      for value in series.values { if let value { json.number(value) } else { json.null() } }
      json.endArray()
      if !series.positions.isEmpty {
        json.key("positions")
        json.beginArray()
        for position in series.positions { json.number(position) }
        json.endArray()
      }
      json.endObject()
    }
    json.endArray()
    if let axis = chart.horizontalAxis { json.member("horizontalAxis", axis) }
    if let axis = chart.verticalAxis { json.member("verticalAxis", axis) }
    if chart.isStacked { json.member("stacked", true) }
    if chart.isHorizontal { json.member("horizontal", true) }
    if !chart.showsLegend { json.member("legend", false) }
    if chart.showsValues { json.member("values", true) }
    if let alternative = chart.alternative { json.member("alt", alternative) }
    if let width = chart.width { json.member("width", width.description) }
    if let height = chart.height { json.member("height", height.description) }
  }

  /// One line of JSON.
  static func text(_ chart: Chart) -> String {
    var json = JSONWriter()
    json.beginObject()
    write(chart, &json)
    json.endObject()
    return String(decoding: json.finish(), as: UTF8.self)
  }
}
