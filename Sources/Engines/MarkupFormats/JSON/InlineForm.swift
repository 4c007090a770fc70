internal import Documents
internal import JSON

/// Running text as JSON: a string where it is plain, else an array.
enum InlineForm {
  static func member(_ name: StaticString, _ inlines: [Inline], _ json: inout JSONWriter) {
    json.key(name)
    write(inlines, &json)
  }

  static func write(_ inlines: [Inline], _ json: inout JSONWriter) {
    if inlines.isEmpty { return json.string("") }
    if inlines.count == 1, case .text(let text) = inlines[0], !text.isEmpty { return json.string(text) }
    json.beginArray()
    for inline in inlines { write(inline, &json) }
    json.endArray()
  }

  private static func write(_ inline: Inline, _ json: inout JSONWriter) {
    if case .text(let text) = inline { return json.string(text) }
    json.beginObject()
    json.member("type", inline.kind.rawValue)
    switch inline {
    case .text(let text), .code(let text): json.member("text", text)
    case .strong(let inner), .emphasis(let inner), .strike(let inner), .underline(let inner),
      .superscript(let inner), .subscript(let inner), .smallCaps(let inner):
      member("content", inner, &json)
    case .link(let link):
      json.member("target", link.target)
      if let title = link.title { json.member("title", title) }
      BlockForm.write(link.attributes, &json)
      member("content", link.inlines, &json)
    case .reference(let reference):
      json.member("target", reference.target)
      if reference.form != .label { json.member("form", reference.form.rawValue) }
      if !reference.inlines.isEmpty { member("content", reference.inlines, &json) }
    case .citation(let citation):
      json.key("items")
      json.beginArray()
      for item in citation.items {
        json.beginObject()
        json.member("key", item.key)
        if let locator = item.locator { json.member("locator", locator) }
        json.endObject()
      }
      json.endArray()
      if citation.isInText { json.member("inText", true) }
    case .footnote(let note):
      json.member("id", note.id)
      json.key("blocks")
      BlockForm.write(note.blocks, &json)
    case .image(let image): write(image, &json)
    case .math(let tex): json.member("tex", tex)
    case .lineBreak, .softBreak: break
    case .span(let span):
      BlockForm.write(span.attributes, &json)
      member("content", span.inlines, &json)
    case .variable(let name): json.member("name", name)
    case .raw(let raw):
      json.member("format", raw.format)
      json.member("text", raw.text)
    }
    json.endObject()
  }

  /// The members of an image.
  static func write(_ image: Image, _ json: inout JSONWriter) {
    json.member("source", image.source)
    if !image.alternative.isEmpty { json.member("alt", image.alternative) }
    if let title = image.title { json.member("title", title) }
    if let width = image.width { json.member("width", width.description) }
    if let height = image.height { json.member("height", height.description) }
    if image.isDecorative { json.member("decorative", true) }
    BlockForm.write(image.attributes, &json)
  }
}
