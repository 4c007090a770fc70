/// The place of an event among all events.
public struct EventPosition: Sendable, Hashable, Comparable {
  public let value: Int64

  public init(_ value: Int64) {
    self.value = value
  }

  public static func < (left: EventPosition, right: EventPosition) -> Bool {
    left.value < right.value
  }
}
