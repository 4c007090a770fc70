/// What a stream must be like when events are appended to it.
public enum ExpectedVersion: Sendable, Hashable {
  /// It may be at any version, or not exist.
  case any
  /// It must not exist.
  case none
  /// Its newest event must have this version; 0 is the same as ``none``.
  case exact(Int)

  /// -1 for any.
  var number: Int {
    switch self {
    case .any: -1
    case .none: 0
    case .exact(let version): version
    }
  }
}
