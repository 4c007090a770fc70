/// Where content comes from.
struct ConversionInput: Sendable {
  /// `-` is standard input.
  var path: String
  /// The format, where it is named.
  var format: String?

  var isStandard: Bool { path == "-" }
  var name: String { isStandard ? "standard input" : path }
  /// The format that is named, or the ending of the file's name.
  var formatName: String? { format ?? FileNames.ending(path) }
}
