/// Which of the waiting jobs starts first.
public enum JobPriority: Int, Sendable, Hashable, CaseIterable, Comparable {
  case low = 0
  case normal = 1
  case high = 2
  case urgent = 3

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  public var name: String {
    switch self {
    case .low: "low"
    case .normal: "normal"
    case .high: "high"
    case .urgent: "urgent"
    }
  }

  /// `critical` is another word for urgent.
  public init?(name: String) {
    if name == "critical" {
      self = .urgent
      return
    }
    guard let priority = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = priority
  }
}
