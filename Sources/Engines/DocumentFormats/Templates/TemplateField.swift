internal import Documents

/// A field of a template: the way to a value, and what is done with it.
struct TemplateField: Sendable, Hashable {
  struct Filter: Sendable, Hashable {
    var name: String
    var argument: String?
  }

  var path: [String]
  var filters: [Filter]
  /// Where it stands in the template.
  var place: DocumentError.Location
  var name: String
}
