internal import JSON

/// The few members of a submission that have columns of their own; the rest is passed over without being kept.
struct SubmissionOutline {
  var documentType = ""
  var format = ""
  var title: String?
  var priority = JobPriority.normal.rawValue
  var batch: String?
  var item: Int64?
  var runAt: Int64?

  init(_ data: String) throws(JSONError) {
    var reader = try JSONReader(data)
    var outline = (
      type: "", format: "", title: String?.none, priority: Int64(1), batch: String?.none, item: Int64?.none,
      runAt: Int64?.none
    )
    try reader.readObject { key, reader throws(JSONError) in
      switch key {
      case "document_type": outline.type = try reader.readString()
      case "formats":
        try reader.readArray { reader throws(JSONError) in
          let format = try reader.readString()
          if outline.format.isEmpty { outline.format = format }
        }
      case "title": outline.title = try reader.readString()
      case "priority": outline.priority = try reader.readInteger()
      case "batch": outline.batch = try reader.readString()
      case "item": outline.item = try reader.readInteger()
      case "run_at": outline.runAt = try reader.readInteger()
      default: try reader.skipValue()
      }
    }
    documentType = outline.type
    format = outline.format
    title = outline.title
    priority = Int(outline.priority)
    batch = outline.batch
    item = outline.item
    runAt = outline.runAt
  }
}
