internal import Documents

/// What a text says about itself.
struct ODTMeta {
  let document: Document

  init(_ document: Document) {
    self.document = document
  }

  var markup: MarkupStream {
    let metadata = document.metadata
    var xml = MarkupStream()
    xml.put(ODTNames.declaration)
    xml.put("<office:document-meta ")
    xml.put(ODTNames.spaces)
    xml.put("><office:meta><meta:generator>Export IA</meta:generator>")
    if let title = metadata.title { xml.element("dc:title", title) }
    if let summary = metadata.summary { xml.element("dc:description", summary) }
    if let subject = metadata.subject { xml.element("dc:subject", subject) }
    for keyword in metadata.keywords { xml.element("meta:keyword", keyword) }
    if !metadata.authors.isEmpty {
      let names = metadata.authors.map(\.name).joined(separator: "; ")
      xml.element("meta:initial-creator", names)
      xml.element("dc:creator", names)
    }
    if let date = metadata.date {
      let moment = OfficeProperties.moment(date)
      xml.put("<meta:creation-date>\(moment)</meta:creation-date><dc:date>\(moment)</dc:date>")
    }
    xml.element("dc:language", DOCXLanguage.full(metadata.effectiveLanguage))
    for pair in OfficeProperties.custom(document) {
      xml.put("<meta:user-defined")
      xml.attribute(" meta:name", pair.name)
      xml.put(" meta:value-type=\"string\">")
      xml.text(pair.value)
      xml.put("</meta:user-defined>")
    }
    xml.put("</office:meta></office:document-meta>")
    return xml
  }
}
