public import Foundation

/// An export as the server knows it at the moment of the answer.
public struct Export: Sendable, Hashable, Identifiable, Decodable {
  public var id: String
  public var status: ExportStatus
  public var documentType: String
  /// The first of ``formats``.
  public var format: String
  public var formats: [String]
  public var qualityLevel: QualityLevel
  public var title: String?
  public var priority: ExportPriority
  /// 0 to 1.
  public var progress: Double
  public var currentStep: String?
  public var stepsDone: Int?
  public var stepsTotal: Int?
  public var createdAt: Date
  /// When it may start.
  public var runAt: Date?
  public var startedAt: Date?
  public var completedAt: Date?
  public var updatedAt: Date?
  /// When its files go.
  public var expiresAt: Date?
  /// When it will be done, if it goes on as it did.
  public var estimatedEnd: Date?
  public var attempts: Int
  public var maxAttempts: Int?
  /// All warnings; ``warnings`` holds the first of them.
  public var warningsCount: Int
  public var warnings: [ExportWarning]?
  /// Why it failed, or why its last attempt did.
  public var error: ExportFailure?
  /// An earlier export had made the same file.
  public var isCached: Bool
  public var files: [ExportFile]?
  /// The bytes of all files together.
  public var fileSize: Int?
  /// The SHA-256 of the first file, in hexadecimal.
  public var fileHash: String?
  public var qualityScore: Double?
  public var pages: Int?
  public var owner: String?
  /// The batch that it belongs to, and its place in it.
  public var batch: String?
  public var item: Int?
  public var metadata: AnyJSON?
  /// How many events it has had; grows with every change.
  public var version: Int?

  /// The same as ``id``.
  public var taskID: String { id }

  enum CodingKeys: String, CodingKey {
    case id, status, format, formats, title, priority, progress, attempts, warnings, error, files, pages, owner, batch
    case item, metadata, version
    case documentType = "document_type"
    case qualityLevel = "quality_level"
    case currentStep = "current_step"
    case stepsDone = "steps_done"
    case stepsTotal = "steps_total"
    case createdAt = "created_at"
    case runAt = "run_at"
    case startedAt = "started_at"
    case completedAt = "completed_at"
    case updatedAt = "updated_at"
    case expiresAt = "expires_at"
    case estimatedEnd = "estimated_end"
    case maxAttempts = "max_attempts"
    case warningsCount = "warnings_count"
    case isCached = "cached"
    case fileSize = "file_size"
    case fileHash = "file_hash"
    case qualityScore = "quality_score"
  }
}

/// One file of an export.
public struct ExportFile: Sendable, Hashable, Decodable {
  public var format: String
  public var name: String
  public var mediaType: String
  public var size: Int
  /// SHA-256 in hexadecimal.
  public var hash: String

  enum CodingKeys: String, CodingKey {
    case format, name, size, hash
    case mediaType = "media_type"
  }
}

/// Why an export has no file.
public struct ExportFailure: Sendable, Hashable, Decodable {
  /// Stable, for programs.
  public var code: String
  public var message: String
  /// What else is known, such as the `pointer` to the place in the content.
  public var details: AnyJSON?
  /// Another try may succeed without a change.
  public var recoverable: Bool
}

/// Something to know about a file that was made all the same.
public struct ExportWarning: Sendable, Hashable, Decodable {
  public var severity: String
  public var code: String
  public var message: String
  /// A JSON pointer to the place in the content.
  public var pointer: String?
}
