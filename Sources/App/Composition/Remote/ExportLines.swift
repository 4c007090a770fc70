internal import CommandLineTool
internal import JSON

/// An export of a server in words for a person.
struct ExportLines {
  let export: JSONValue

  var id: String { export["id"]?.string ?? "" }
  var status: String { export["status"]?.string ?? "" }
  var isFinal: Bool { ["completed", "failed", "cancelled", "expired"].contains(status) }
  var progress: Double { export["progress"]?.number ?? 0 }
  var percent: String { "\(Int(progress * 100)) %" }

  var formats: String {
    guard case .array(let formats)? = export["formats"] else { return export["format"]?.string ?? "" }
    return formats.compactMap(\.string).joined(separator: ", ")
  }

  /// `2026-11-21 18:59:57Z`
  func time(_ name: String) -> String? {
    guard let text = export[name]?.string, text.count >= 19 else { return export[name]?.string }
    return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + "Z"
  }

  /// Everything worth knowing, in two columns.
  var all: [String] {
    var rows = [["export", id], ["status", status]]
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { rows.append([name, visible(value)]) }
    }
    add("title", export["title"]?.string)
    add("format", formats)
    add("quality", export["quality_level"]?.string)
    if !isFinal {
      add("progress", percent + (export["current_step"]?.string.map { ", \($0)" } ?? ""))
      add("priority", export["priority"]?.string)
    }
    add("created", time("created_at"))
    if status == "queued", export["run_at"]?.string != export["created_at"]?.string { add("starts", time("run_at")) }
    add("started", time("started_at"))
    if !isFinal { add("done about", time("estimated_end")) }
    add("ended", time("completed_at"))
    add("took", export["duration_ms"]?.integer.map(Self.span))
    if let attempts = export["attempts"]?.integer, attempts > 1 { add("attempts", String(attempts)) }
    add("warnings", export["warnings_count"]?.integer.flatMap { $0 > 0 ? String($0) : nil })
    if export["cached"]?.bool == true { add("cached", "yes: an earlier export had made the same file") }
    if let error = export["error"] {
      add("error", "\(error["message"]?.string ?? "") (\(error["code"]?.string ?? ""))")
    }
    if case .array(let files)? = export["files"] {
      for file in files {
        add("file", "\(file["name"]?.string ?? ""), \(Self.size(file["size"]?.integer ?? 0))")
      }
    }
    add("kept until", time("expires_at"))
    return TextLayout.table(rows)
  }

  static let heading = ["EXPORT", "STATUS", "DONE", "FORMAT", "CREATED", "SIZE", "TITLE"]

  /// As a row below ``heading``.
  var row: [String] {
    [
      id, status, percent, formats, time("created_at") ?? "", export["file_size"]?.integer.map(Self.size) ?? "-",
      visible(export["title"]?.string ?? ""),
    ]
  }

  static func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if value < 1_024 {
        let tenths = Int((value * 10).rounded())
        return unit == "B" ? "\(bytes) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
      }
      value /= 1_024
    }
    return "\(Int(value)) TiB"
  }

  static func span(_ milliseconds: Int) -> String {
    if milliseconds < 1_000 { return "\(milliseconds) ms" }
    let tenths = (milliseconds + 50) / 100
    return tenths < 600
      ? "\(tenths / 10).\(tenths % 10) s" : "\(milliseconds / 60_000) min \(milliseconds / 1_000 % 60) s"
  }
}
