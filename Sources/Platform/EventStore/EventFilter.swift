/// Which events a reader wants.
public struct EventFilter: Sendable, Hashable {
  public static let all = EventFilter()

  /// Nil is every tenant; only the program itself may ask for that.
  public var tenant: String?
  /// Nil is every type.
  public var types: Set<String>?

  public init(tenant: String? = nil, types: Set<String>? = nil) {
    self.tenant = tenant
    self.types = types
  }

  func admits(_ event: RecordedEvent) -> Bool {
    (tenant == nil || event.stream.tenant == tenant) && (types?.contains(event.type) ?? true)
  }
}
