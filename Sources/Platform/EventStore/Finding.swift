/// Something that should not be, found by ``EventStore/verify(_:timeLimit:)``.
public struct Finding: Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    /// The versions of a stream are not 1, 2, 3 …
    case versionGap
    case versionTwice
    /// The stream's row and its newest event disagree.
    case streamVersion
    /// A later version has an earlier position.
    case order
    /// A checkpoint is beyond the newest event.
    case checkpointAhead
    /// A projection's tables are not what follows from the events.
    case projectionDiffers
  }

  public let code: Code
  public let message: String

  public var description: String { "\(code.rawValue): \(message)" }
}
