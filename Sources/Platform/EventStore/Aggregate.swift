/// A state that follows from the events of one stream, and on which commands decide.
public protocol Aggregate: Sendable {
  /// The form of ``state``; raised when it changes, so that older snapshots are ignored. Nil takes no snapshots.
  static var snapshotSchema: Int? { get }

  /// Before the first event.
  init()
  /// From what ``state`` wrote.
  init(state: String) throws

  mutating func apply(_ event: RecordedEvent) throws

  /// What a snapshot keeps.
  var state: String { get }
}

extension Aggregate {
  public static var snapshotSchema: Int? { nil }

  public init(state: String) throws {
    throw EventStoreError(.snapshotRefused, "'\(Self.self)' takes no snapshots.")
  }

  public var state: String { "" }
}

/// An aggregate with the version of the last event in it.
public struct LoadedAggregate<State: Aggregate>: Sendable {
  public var state: State
  /// 0 before the first event.
  public var version: Int
}

/// What a command asks for.
public struct Decision: Sendable, Hashable {
  public var type: String
  public var schema: Int
  public var data: String

  public init(_ type: String, schema: Int = 1, data: String) {
    self.type = type
    self.schema = schema
    self.data = data
  }
}
