public import Foundation

/// What an export is to be made of, and how. What is nil is left to the server.
public struct ExportRequest: Sendable, Hashable {
  /// A document as JSON, or text such as Markdown or CSV.
  public var content: AnyJSON?
  /// The media type of a text; `text/markdown` unless told.
  public var contentType: String?
  /// One of ``FormatCatalogue/documentTypes``.
  public var documentType: String?
  /// One to eight formats, a file for each.
  public var formats: [String]
  public var qualityLevel: QualityLevel?
  public var title: String?
  /// The file's name without its ending.
  public var outputName: String?
  public var options: AnyJSON?
  /// Makes the content a template that this fills: `Dear {{name}}`.
  public var data: AnyJSON?
  /// Kept with the export and given back as it is.
  public var metadata: AnyJSON?
  /// Told when the export ends.
  public var callbackURL: String?
  public var priority: ExportPriority?
  /// Starts not before.
  public var runAt: Date?
  /// Starts that much later; goes before ``runAt``.
  public var delaySeconds: Double?
  /// The longest that one attempt may take.
  public var timeoutSeconds: Int?
  public var maxAttempts: Int?
  /// How long the files are kept.
  public var retentionSeconds: Int?

  public init(
    content: AnyJSON? = nil, formats: [String], qualityLevel: QualityLevel? = nil, contentType: String? = nil,
    documentType: String? = nil, title: String? = nil, outputName: String? = nil, options: AnyJSON? = nil,
    data: AnyJSON? = nil, metadata: AnyJSON? = nil, callbackURL: String? = nil, priority: ExportPriority? = nil,
    runAt: Date? = nil, delaySeconds: Double? = nil, timeoutSeconds: Int? = nil, maxAttempts: Int? = nil,
    retentionSeconds: Int? = nil
  ) {
    self.content = content
    self.contentType = contentType
    self.documentType = documentType
    self.formats = formats
    self.qualityLevel = qualityLevel
    self.title = title
    self.outputName = outputName
    self.options = options
    self.data = data
    self.metadata = metadata
    self.callbackURL = callbackURL
    self.priority = priority
    self.runAt = runAt
    self.delaySeconds = delaySeconds
    self.timeoutSeconds = timeoutSeconds
    self.maxAttempts = maxAttempts
    self.retentionSeconds = retentionSeconds
  }

  /// As it is sent, without what is left to the server.
  var document: AnyJSON {
    let members: [(String, AnyJSON?)] = [
      ("content", content), ("content_type", contentType.map { .string($0) }),
      ("document_type", documentType.map { .string($0) }),
      // An error about the only format then points to the name that the interface prefers.
      formats.count == 1 ? ("format", .string(formats[0])) : ("formats", .array(formats.map { .string($0) })),
      ("quality_level", qualityLevel.map { .string($0.rawValue) }), ("title", title.map { .string($0) }),
      ("output_name", outputName.map { .string($0) }), ("options", options), ("data", data),
      ("metadata", metadata),
      ("callback_url", callbackURL.map { .string($0) }), ("priority", priority.map { .string($0.rawValue) }),
      ("run_at", runAt.map { .string(Timestamp.text($0)) }), ("delay_seconds", delaySeconds.map { .number($0) }),
      ("timeout_seconds", timeoutSeconds.map { .integer(Int64($0)) }),
      ("max_attempts", maxAttempts.map { .integer(Int64($0)) }),
      ("retention_seconds", retentionSeconds.map { .integer(Int64($0)) }),
    ]
    return .object(members.compactMap { member in member.1.map { AnyJSON.Member(member.0, $0) } })
  }
}
