internal import Documents
internal import JSON

/// A source of the bibliography in JSON.
struct SourceForm: JSONDecodable {
  let source: BibliographySource

  init(json: JSONCursor) throws(JSONError) {
    try json.allow(
      "key", "authors", "title", "container", "publisher", "year", "volume", "pages", "url", "doi")
    source = BibliographySource(
      key: try json["key"].string(), authors: try json["authors"].ifPresent?.array() ?? [],
      title: try json["title"].string(), container: try json["container"].ifPresent?.string(),
      publisher: try json["publisher"].ifPresent?.string(), year: try json["year"].ifPresent?.string(),
      volume: try json["volume"].ifPresent?.string(), pages: try json["pages"].ifPresent?.string(),
      url: try json["url"].ifPresent?.string(), doi: try json["doi"].ifPresent?.string())
  }
}
