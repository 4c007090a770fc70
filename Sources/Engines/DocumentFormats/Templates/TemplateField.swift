/// A field of a template: the way to a value, and what is done with it.
struct TemplateField: Sendable {
  struct Filter: Sendable {
    var name: String
    var argument: String?
  }

  var path: [String]
  var filters: [Filter]
  /// In the template, from 1.
  var line: Int
  var name: String
}
