/// How far a projection is, and what keeps it.
public struct ProjectionStatus: Sendable, Hashable {
  public enum State: String, Sendable, Hashable {
    case running
    /// Stopped by a person.
    case paused
    /// Stopped by an event that it cannot take; ``ProjectionRunner/resume()`` tries again.
    case failed
  }

  public enum Slot: String, Sendable, Hashable {
    case live
    /// Built beside the live one, to take its place.
    case shadow
    case inline
  }

  public struct Failure: Sendable, Hashable {
    /// The event that it stopped at.
    public let position: EventPosition
    public let message: String
    public let count: Int
    /// Microseconds since 1970 in UTC.
    public let retryAt: Int64
  }

  public let name: String
  public let slot: Slot
  public let revision: Int
  public let generation: Int
  public let position: EventPosition
  public let state: State
  public let failure: Failure?
  let tables: [String]
}
