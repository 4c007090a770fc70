/// Some events in the order of their positions.
public struct EventPage: Sendable, Hashable {
  public let events: [RecordedEvent]
  /// From where to read on; beyond the last event when those behind it do not match the filter.
  public let next: EventPosition
  /// No more can be read now.
  public let isLast: Bool
  /// There are stored events that cannot be read before an older transaction has ended.
  public let isHeldBack: Bool
}
