public import Foundation

/// Many exports that were handed in at once.
public struct Batch: Sendable, Hashable, Identifiable, Decodable {
  public var id: String
  public var name: String?
  public var status: BatchStatus
  /// 0 to 1.
  public var progress: Double
  public var count: Int
  public var createdAt: Date?
  /// How many exports are in each state.
  public var states: [String: Int]
  /// Its exports, where they were asked for.
  public var items: [Export]?
  /// The ids of its exports, in the answer to its making.
  public var exports: [String]?

  enum CodingKeys: String, CodingKey {
    case id, name, status, progress, count, states, items, exports
    case createdAt = "created_at"
  }
}

/// How a batch is. A newer server may have others than these.
public struct BatchStatus: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let queued = BatchStatus(rawValue: "queued")
  public static let running = BatchStatus(rawValue: "running")
  public static let paused = BatchStatus(rawValue: "paused")
  public static let completed = BatchStatus(rawValue: "completed")
  /// Some exports have files, some have not.
  public static let partial = BatchStatus(rawValue: "partial")
  public static let failed = BatchStatus(rawValue: "failed")
  public static let cancelled = BatchStatus(rawValue: "cancelled")

  /// Nothing happens by itself any more.
  public var isFinal: Bool { [.completed, .partial, .failed, .cancelled].contains(self) }

  public var description: String { rawValue }
}
