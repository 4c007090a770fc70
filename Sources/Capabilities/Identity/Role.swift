/// What somebody may do; each role may do what the ones before it may.
public enum Role: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Sees exports and statistics.
  case viewer
  /// Makes exports and changes its own.
  case editor
  /// Changes everybody's exports.
  case `operator`
  /// Manages users and keys.
  case admin

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public var scopes: Set<Scope> {
    switch self {
    case .viewer: [.readExports, .readStatistics]
    case .editor: [.readExports, .readStatistics, .writeExports]
    case .operator: [.readExports, .readStatistics, .writeExports, .manageExports]
    case .admin: Set(Scope.allCases)
    }
  }
}

/// One thing that a request needs to be allowed.
public enum Scope: String, Sendable, Hashable, CaseIterable {
  case readExports = "exports:read"
  case writeExports = "exports:write"
  /// Also those of others.
  case manageExports = "exports:manage"
  case readStatistics = "statistics:read"
  case manageIdentity = "identity:manage"
}
