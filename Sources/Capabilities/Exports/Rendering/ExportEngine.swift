public import ByteIO
public import JSON

/// Makes files. What exports need of an engine; `Composition` fits the document and table engines to it.
///
/// The same request gives the same bytes as long as ``version`` stays.
public protocol ExportEngine: Sendable {
  /// Raised whenever the bytes of any output change: files made by another version are not taken again.
  var version: String { get }
  var formats: [ExportFormat] { get }
  /// The names of the options that it knows; nil takes any.
  var options: [String]? { get }
  /// A content to begin with; nil where the engine has none for the type.
  func starter(for documentType: String) -> ExportStarter?

  /// Finds what is wrong with the content before anything is queued; says where by JSON pointers into the content.
  func check(_ request: RenderRequest) throws(JobError) -> [JobWarning]

  /// Writes the file. Runs on a thread of its own and may block; calls the checkpoint often.
  func render(_ request: RenderRequest, into sink: any ByteSink, _ checkpoint: Checkpoint) throws -> RenderReport
}

extension ExportEngine {
  public var options: [String]? { nil }
  public func starter(for documentType: String) -> ExportStarter? { nil }
}

/// What an engine is to write.
public struct RenderRequest: Sendable {
  public var format: String
  public var documentType: String
  public var quality: String
  public var title: String?
  /// An object.
  public var options: JSONValue
  /// The media type of `content`; `application/json` is a document as JSON.
  public var contentType: String
  public var content: [UInt8]
  /// Makes the content a template that this fills.
  public var data: MergeData?
  /// Files that the content names, such as its pictures.
  public var attachments: [Attachment] = []
  /// Opens the file; for what is made at once and never stored.
  public var password: String?

  public struct Attachment: Sendable {
    public var name: String
    public var content: [UInt8]

    public init(name: String, content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  public init(
    format: String, documentType: String, quality: String, title: String? = nil, options: JSONValue = [:],
    contentType: String, content: [UInt8], data: MergeData? = nil
  ) {
    self.format = format
    self.documentType = documentType
    self.quality = quality
    self.title = title
    self.options = options
    self.contentType = contentType
    self.content = content
    self.data = data
  }
}

/// What an engine says about a file that it wrote.
public struct RenderReport: Sendable {
  public var warnings: [JobWarning]
  /// From 0 to 1, where the engine measures it.
  public var qualityScore: Double?
  public var pages: Int?

  public init(warnings: [JobWarning] = [], qualityScore: Double? = nil, pages: Int? = nil) {
    self.warnings = warnings
    self.qualityScore = qualityScore
    self.pages = pages
  }
}
