public import JSON

/// What a job made.
public struct JobResult: Sendable, Hashable {
  public var files: [JobFile]
  public var warnings: [JobWarning]
  /// What the engines say about the files; an object.
  public var details: JSONValue
  public var isCached: Bool
  /// Microseconds since 1970; nil keeps the files.
  public var expiresAt: Int64?

  /// The most warnings that an event keeps; the count goes on.
  static let maximumWarnings = 50

  public init(
    files: [JobFile], warnings: [JobWarning] = [], details: JSONValue = [:], isCached: Bool = false,
    expiresAt: Int64? = nil
  ) {
    self.files = files
    self.warnings = warnings
    self.details = details
    self.isCached = isCached
    self.expiresAt = expiresAt
  }

  /// The part that the job's row shows.
  var report: JSONValue {
    var members: [JSONValue.Member] = []
    if !warnings.isEmpty {
      members.append(.init("warnings", .array(warnings.prefix(Self.maximumWarnings).map(\.json))))
    }
    if case .object(let own) = details { members += own }
    return .object(members)
  }

  func write(to json: inout JSONWriter) {
    json.key("files")
    json.beginArray()
    for file in files { json.value(file.json) }
    json.endArray()
    json.member("size", files.reduce(0) { $0 + $1.size })
    json.member("warnings", warnings.count)
    json.key("report")
    json.value(report)
    json.member("cached", isCached)
    if let expiresAt {
      json.key("expires_at")
      json.integer(expiresAt)
    }
  }
}
