/// Where an export is in its life. A newer server may have others than these.
public struct ExportStatus: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let queued = ExportStatus(rawValue: "queued")
  public static let running = ExportStatus(rawValue: "running")
  public static let paused = ExportStatus(rawValue: "paused")
  public static let completed = ExportStatus(rawValue: "completed")
  public static let failed = ExportStatus(rawValue: "failed")
  public static let cancelled = ExportStatus(rawValue: "cancelled")
  /// Its files are no longer kept.
  public static let expired = ExportStatus(rawValue: "expired")

  /// Nothing happens by itself any more.
  public var isFinal: Bool { [.completed, .failed, .cancelled, .expired].contains(self) }

  public var description: String { rawValue }
}

/// How much care goes into the look of a file.
public struct QualityLevel: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral text: String) { self.init(rawValue: text) }

  public static let basic: QualityLevel = "basic"
  public static let standard: QualityLevel = "standard"
  public static let professional: QualityLevel = "professional"
  public static let premium: QualityLevel = "premium"
  public static let enterprise: QualityLevel = "enterprise"
}

/// Which of the waiting exports starts first.
public struct ExportPriority: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral text: String) { self.init(rawValue: text) }

  public static let low: ExportPriority = "low"
  public static let normal: ExportPriority = "normal"
  public static let high: ExportPriority = "high"
  public static let urgent: ExportPriority = "urgent"
}
