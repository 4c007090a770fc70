internal import JSON

/// What became of one output.
struct ConversionResult: Sendable {
  var path: String
  var format: String
  var bytes: Int
  /// "12 pages, 3,400 words".
  var summary: String
  /// What should be looked at.
  var warnings: [String]
  /// What the format could not hold.
  var losses: [String]

  var json: JSONValue {
    [
      "path": .string(path), "format": .string(format), "bytes": .integer(Int64(bytes)), "summary": .string(summary),
      "warnings": .array(warnings.map(JSONValue.string)), "losses": .array(losses.map(JSONValue.string)),
    ]
  }
}
