public import ByteIO
public import Documents
internal import JSON

/// Writes the whole tree of a document as JSON, pictures included.
public struct JSONDocumentWriter: DocumentWriter {
  public let format = DocumentFormat.json

  public init() {}

  public func write(
    _ document: Document, to sink: any ByteSink, options: ExportOptions, control: ExportControl
  ) throws -> ExportReport {
    let counting = CountedSink(sink)
    var json = JSONWriter(to: counting)
    json.beginObject()
    for member in SettingsForm.members(of: document) {
      json.key(member.name)
      json.verbatim(member.json)
    }
    if !document.resources.isEmpty {
      json.key("resources")
      json.beginArray()
      for resource in document.resources.all {
        json.beginObject()
        json.member("name", resource.name)
        json.member("type", resource.mediaType)
        json.member("data", Base64.encode(resource.bytes))
        json.endObject()
      }
      json.endArray()
    }
    if !document.sources.isEmpty { BlockForm.write(document.sources, &json) }
    json.key("blocks")
    json.beginArray()
    for (index, block) in document.blocks.enumerated() {
      try control.checkpoint(.writing, done: index, of: document.blocks.count)
      BlockForm.write(block, &json)
    }
    json.endArray()
    json.endObject()
    json.endLine()
    try json.close()
    return ExportReport(format: .json, words: document.wordCount, bytes: counting.count)
  }
}
