/// Where a file goes.
struct ConversionOutput: Sendable {
  /// `-` is standard output.
  var path: String
  var format: String?

  var isStandard: Bool { path == "-" }
  var name: String { isStandard ? "standard output" : path }
  var formatName: String? { format ?? FileNames.ending(path) }
}
