internal import JSON

/// What a mail merge wrote.
struct MergeReport: Sendable {
  struct Failure: Sendable {
    /// The row of the table, from 1.
    let line: Int
    let message: String
  }

  /// Failures and warnings that are told in words.
  static let most = 20

  var files = 0
  var pages = 0
  var bytes = 0
  var failures: [Failure] = []
  var failureCount = 0
  var warnings: [String] = []
  var warningCount = 0
  /// What the format could not hold, each said once.
  var losses: Set<String> = []

  mutating func add(_ other: MergeReport) {
    files += other.files
    pages += other.pages
    bytes += other.bytes
    failures += other.failures.prefix(max(0, Self.most - failures.count))
    failureCount += other.failureCount
    warnings += other.warnings.prefix(max(0, Self.most - warnings.count))
    warningCount += other.warningCount
    losses.formUnion(other.losses)
  }

  var json: JSONValue {
    [
      "files": .integer(Int64(files)), "pages": .integer(Int64(pages)), "bytes": .integer(Int64(bytes)),
      "failed": .integer(Int64(failureCount)),
      "failures": .array(failures.map { ["row": .integer(Int64($0.line)), "message": .string($0.message)] }),
      "warnings": .array(warnings.map(JSONValue.string)), "warningCount": .integer(Int64(warningCount)),
      "losses": .array(losses.sorted().map(JSONValue.string)),
    ]
  }
}
