public import Foundation

/// Something that happened to an export.
public struct ExportEvent: Sendable, Hashable, Identifiable {
  /// Its place in the export's history, from 1 on.
  public var id: Int
  /// `job_started`, `progress_updated`, `job_completed` and the others of `docs/exports.md`.
  public var name: String
  public var data: AnyJSON

  /// How far the export is, where the event says it.
  public var progress: Double? {
    switch name {
    case "progress_updated": data["progress"]?.number
    case "job_completed": 1
    default: nil
    }
  }

  /// After it nothing happens by itself.
  public var isLast: Bool {
    ["job_completed", "job_failed", "job_cancelled", "job_expired"].contains(name)
  }
}

/// Something that happened to an export, with who asked for it.
public struct ExportHistoryEntry: Sendable, Hashable, Decodable {
  /// Its place in the history, from 1 on.
  public var version: Int
  public var event: String
  public var time: Date
  /// Who asked for it.
  public var actor: String?
  public var requestID: String?
  public var data: AnyJSON

  enum CodingKeys: String, CodingKey {
    case version, event, time, actor, data
    case requestID = "request_id"
  }
}
