internal import ByteIO
public import JSON

/// What was asked for; it never changes once the job is there.
public struct JobSpecification: Sendable, Hashable {
  public var documentType: String
  /// At least one; each makes a file.
  public var formats: [String]
  public var quality: String
  public var title: String?
  /// The name of the file without its ending.
  public var outputName: String?
  /// For the engine; an object.
  public var options: JSONValue
  /// `application/json` for a document as JSON, else the media type of the text or file that was handed in.
  public var contentType: String
  public var content: JobContent
  /// Makes the content a template that this fills.
  public var data: MergeData?
  public var attachments: [JobAttachment]
  /// For the owner; an object.
  public var metadata: JSONValue
  public var callback: String?
  public var priority: JobPriority
  public var timeoutSeconds: Int
  public var maxAttempts: Int
  /// How long the files are kept.
  public var retentionSeconds: Int
  /// Made of everything that decides about the bytes: equal hashes, equal files.
  public var contentHash: String

  public init(
    documentType: String, formats: [String], quality: String, title: String? = nil, outputName: String? = nil,
    options: JSONValue = [:], contentType: String, content: JobContent, data: MergeData? = nil,
    attachments: [JobAttachment] = [],
    metadata: JSONValue = [:],
    callback: String? = nil, priority: JobPriority = .normal, timeoutSeconds: Int = 600, maxAttempts: Int = 3,
    retentionSeconds: Int = 7 * 86_400, engineVersion: String
  ) {
    self.documentType = documentType
    self.formats = formats
    self.quality = quality
    self.title = title
    self.outputName = outputName
    self.options = options
    self.contentType = contentType
    self.content = content
    self.data = data
    self.attachments = attachments
    self.metadata = metadata
    self.callback = callback
    self.priority = priority
    self.timeoutSeconds = timeoutSeconds
    self.maxAttempts = maxAttempts
    self.retentionSeconds = retentionSeconds
    contentHash = ""
    contentHash = Self.hash(self, engineVersion)
  }

  private static func hash(_ specification: JobSpecification, _ engineVersion: String) -> String {
    var json = JSONWriter()
    json.beginArray()
    json.string(engineVersion)
    json.string(specification.documentType)
    json.string(specification.quality)
    json.string(specification.title ?? "")
    json.value(specification.options)
    json.string(specification.contentType)
    switch specification.content {
    case .text(let text): json.string(SHA256.of(text).description)
    case .stored(let hash, _): json.string(hash.description)
    }
    if let data = specification.data {
      json.integer(data.number)
      json.value(data.values)
    }
    for attachment in specification.attachments { attachment.write(to: &json) }
    json.endArray()
    return SHA256.of(json.finish()).description
  }

  /// What the file of one format follows from.
  func source(of format: String) -> String { "\(contentHash)/\(format)" }
}
