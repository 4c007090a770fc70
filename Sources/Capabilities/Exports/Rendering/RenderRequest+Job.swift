internal import JSON

extension RenderRequest {
  init(_ specification: JobSpecification, format: String, content: [UInt8]) {
    self.init(
      format: format, documentType: specification.documentType, quality: specification.quality,
      title: specification.title, options: specification.options, contentType: specification.contentType,
      content: content, data: specification.data)
  }
}

extension RenderReport {
  /// The form in which a publication keeps it.
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if !warnings.isEmpty {
      members.append(.init("warnings", .array(warnings.prefix(JobResult.maximumWarnings).map(\.json))))
    }
    if let pages { members.append(.init("pages", .integer(Int64(pages)))) }
    if let qualityScore { members.append(.init("quality_score", .number(qualityScore))) }
    return .object(members)
  }
}

extension JobSpecification {
  /// The name of its files without ending: what was asked for, else the title, else the document's type.
  public var fileName: String {
    for candidate in [outputName, title] {
      guard let candidate else { continue }
      var name = ""
      for scalar in candidate.unicodeScalars.prefix(120) {
        let isRefused = scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar)
        name.unicodeScalars.append(isRefused ? "-" : scalar)
      }
      let trimmed = name.drop { $0 == "." || $0 == " " }
      if !trimmed.isEmpty { return String(trimmed) }
    }
    return documentType
  }
}
