internal import ByteIO
internal import JSON
internal import Tables

/// A profile as people and as programs read it.
enum ProfilePage {
  static func lines(_ profile: TableProfile) -> [String] {
    var lines = ["\(profile.name): \(profile.rows) rows, \(profile.columns.count) columns"]
    for column in profile.columns {
      lines.append("")
      lines.append("\(column.name)  (\(column.type))")
      let share = column.rows > 0 ? " (\(percent(column.nulls, column.rows)))" : ""
      lines.append("  missing   \(column.nulls)\(share)")
      lines.append("  distinct  \(column.isDistinctExact ? "" : "about ")\(column.distinct)")
      if let least = column.least, let greatest = column.greatest {
        lines.append("  range     \(short(least)) to \(short(greatest))")
      }
      if let mean = column.mean { lines.append("  mean      \(number(mean))") }
      if column.type.isNumeric, column.quantiles.count == 5 {
        lines.append("  quantiles \(column.quantiles.map(number).joined(separator: "  "))  (5, 25, 50, 75, 95 %)")
      }
      let top = column.top.filter { $0.count > 1 }.prefix(5)
      if !top.isEmpty {
        lines.append("  frequent  \(top.map { "\(short($0.value)) (\($0.count))" }.joined(separator: ", "))")
      }
      for conflict in column.conflicts {
        lines.append("  remark    \(conflict.count) texts look like \(conflict.value)")
      }
    }
    return lines
  }

  private static func percent(_ part: Int, _ whole: Int) -> String {
    var text = ByteBuffer(reserving: 16)
    text.append(fixed: Double(part) * 100 / Double(whole), decimals: 1)
    return text.text + " %"
  }

  private static func number(_ value: Double) -> String {
    var text = ByteBuffer(reserving: 32)
    if abs(value) < 1e15, abs(value) >= 1e-3 || value == 0 {
      text.append(fixed: value, decimals: value == value.rounded() ? 0 : 3)
    } else {
      text.append(number: value)
    }
    return text.text
  }

  /// In one line, without what a terminal would obey.
  private static func short(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(40) {
      shown += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return text.unicodeScalars.count > 40 ? shown + "…" : shown
  }

  static func json(_ profile: TableProfile) -> JSONValue {
    [
      "name": .string(profile.name), "rows": .integer(Int64(profile.rows)),
      "columns": .array(profile.columns.map { json($0) }),
    ]
  }

  private static func json(_ column: ColumnProfile) -> JSONValue {
    let counts = { (counts: [ColumnProfile.Count]) -> JSONValue in
      .array(counts.map { ["value": .string($0.value), "count": .integer(Int64($0.count))] })
    }
    let text = { (text: String?) -> JSONValue in text.map { .string($0) } ?? .null }
    return [
      "name": .string(column.name), "type": .string(column.type.description), "rows": .integer(Int64(column.rows)),
      "missing": .integer(Int64(column.nulls)), "distinct": .integer(Int64(column.distinct)),
      "isDistinctExact": .bool(column.isDistinctExact), "least": text(column.least),
      "greatest": text(column.greatest), "mean": column.mean.map { .number($0) } ?? .null,
      "quantiles": .array(column.quantiles.map { .number($0) }), "top": counts(column.top),
      "conflicts": counts(column.conflicts),
    ]
  }
}
