public import Database

/// Tables that follow from the events, and can be built anew from them at any time.
///
/// The same events must lead to the same rows: no clock, no random, nothing from outside.
public protocol Projection: Sendable {
  /// Unique in the program.
  var name: String { get }
  /// Raised when the tables or what is in them change; a rebuild follows.
  var revision: Int { get }
  var filter: EventFilter { get }
  /// The names of all its tables.
  var tables: [String] { get }

  /// The statements that make the tables, with the names that `names` gives.
  func schema(_ names: ProjectionNames, _ dialect: SQLDialect) -> [String]

  /// The statements for one event. What is thrown stops the projection at this event.
  func statements(for event: RecordedEvent, in names: ProjectionNames) throws -> [Statement]

  /// The statements for several events in their order; can be made fewer than those of each.
  func statements(for events: [RecordedEvent], in names: ProjectionNames) throws -> [Statement]
}

extension Projection {
  public var filter: EventFilter { .all }

  public func statements(for events: [RecordedEvent], in names: ProjectionNames) throws -> [Statement] {
    try events.flatMap { try statements(for: $0, in: names) }
  }
}

/// The names of the live tables, or of those that are built beside them.
public struct ProjectionNames: Sendable, Hashable {
  public static let live = ProjectionNames(suffix: "", generation: 1)

  let suffix: String
  let generation: Int

  static func shadow(_ generation: Int) -> ProjectionNames {
    ProjectionNames(suffix: "_g\(generation)", generation: generation)
  }

  public func table(_ name: String) -> String { name + suffix }
  /// The name of an index, which keeps it when its table takes the place of the live one.
  public func index(_ name: String) -> String { "\(name)_g\(generation)" }
}
