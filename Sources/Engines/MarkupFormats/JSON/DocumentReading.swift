internal import Documents
internal import JSON

/// Makes a document of its JSON form.
struct DocumentReading {
  let options: ImportOptions
  let control: ExportControl
  var notes = ExportNotes()
  var document = Document()
  private let markdown = MarkdownReader(dialect: .full.subtracting(.frontMatter))

  init(options: ImportOptions, control: ExportControl) {
    self.options = options
    self.control = control
  }

  private static let content = ["sections", "blocks", "content", "resources", "sources", "$schema"]

  mutating func document(_ json: JSONCursor) throws -> Document {
    document.resources = options.resources
    if let resources = json["resources"].ifPresent { try readResources(resources) }
    if let sources = json["sources"].ifPresent {
      document.sources = try sources.array(of: SourceForm.self).map(\.source)
    }
    try DocumentSettings.apply(json, to: &document, isLenient: false, besides: Self.content)
    if let content = json["content"].ifPresent {
      document.blocks += try markdown.blocks(of: content.string(), in: &document, options, &notes)
    }
    if let blocks = json["blocks"].ifPresent { document.blocks += try self.blocks(blocks, depth: 0) }
    if let sections = json["sections"].ifPresent { try readSections(sections, level: 1, depth: 0) }
    return document
  }

  private mutating func readSections(_ json: JSONCursor, level: Int, depth: Int) throws {
    let sections = try json.elements()
    for (index, section) in sections.enumerated() {
      if depth == 0 { try control.checkpoint(.reading, done: index, of: sections.count) }
      try section.allow("heading", "content", "level", "blocks", "sections", "id", "numbered", "listed")
      let own = try section["level"].ifPresent?.integer(in: 1...6) ?? min(level, 6)
      if let heading = section["heading"].ifPresent {
        document.blocks.append(
          .heading(
            Heading(
              level: own, [.text(try heading.string())],
              isNumbered: try section["numbered"].ifPresent?.bool() ?? true,
              isListed: try section["listed"].ifPresent?.bool() ?? true,
              attributes: Attributes(id: try section["id"].ifPresent?.string()))))
      }
      if let content = section["content"].ifPresent {
        var inner = ExportNotes()
        document.blocks += try markdown.blocks(of: content.string(), in: &document, options, &inner)
        for warning in inner.warnings {
          var location = warning.location
          location.pointer = content.pointer
          notes.warn(warning.code, warning.message, at: location)
        }
      }
      if let blocks = section["blocks"].ifPresent { document.blocks += try self.blocks(blocks, depth: 0) }
      if let inner = section["sections"].ifPresent {
        guard depth < options.limits.depth else {
          throw DocumentError(
            .limit, "more than \(options.limits.depth) sections inside each other",
            at: DocumentError.Location(pointer: inner.pointer))
        }
        try readSections(inner, level: own + 1, depth: depth + 1)
      }
    }
  }

  private mutating func readResources(_ json: JSONCursor) throws {
    var total = 0
    for item in try json.elements() {
      try item.allow("name", "type", "data")
      let name = try item["name"].string()
      guard let bytes = DataAddress.base64(try item["data"].string()) else {
        throw item["data"].failure("expected the file's bytes in base64")
      }
      total += bytes.count
      guard total <= options.limits.resourceBytes else {
        throw DocumentError(
          .limit, "the resources have more than \(options.limits.resourceBytes) bytes",
          at: DocumentError.Location(pointer: item.pointer))
      }
      let type = try item["type"].ifPresent?.string()
      document.resources.add(
        type.map { Resource(name, mediaType: $0, bytes) } ?? Resource(name, bytes))
    }
  }
}
