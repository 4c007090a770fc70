internal import Documents
internal import XML

/// What a file says about its document.
enum DOCXProperties {
  static func metadata(_ core: XMLNode?) -> Metadata {
    var metadata = Metadata()
    func text(_ name: String) -> String? {
      core?.first(name).map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    }
    metadata.title = text("title")
    metadata.subject = text("subject")
    metadata.summary = text("description")
    metadata.authors = (text("creator") ?? "").split(separator: ";").map { part in
      Author(String(part.drop { $0 == " " }))
    }
    metadata.keywords = (text("keywords") ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
    metadata.language = text("language").map(DOCXLanguage.short)
    metadata.identifier = text("identifier")
    metadata.version = text("version")
    return metadata
  }

  static func custom(_ node: XMLNode?) -> [Variable] {
    (node?.all("property") ?? []).compactMap { property in
      property["name"].map { Variable($0, property.elements.first?.text ?? "") }
    }
  }

  /// Our names go where they came from; others are kept as they are.
  static func apply(_ pairs: [Variable], to metadata: inout Metadata) {
    for pair in pairs {
      switch pair.name {
      case "Subtitle": metadata.subtitle = pair.value
      case "Date": metadata.date = DocumentDate(pair.value)
      case "Publisher": metadata.publisher = pair.value
      case "Rights": metadata.rights = pair.value
      default: metadata.other.append(pair)
      }
    }
  }
}
