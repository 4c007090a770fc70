public import JSON

/// Raises events that were stored in an older form to the newest one, step by step.
public struct Upcasters: Sendable {
  /// A form of an event's data.
  public struct Form: Sendable, Hashable, CustomStringConvertible {
    public let type: String
    public let schema: Int

    public init(_ type: String, _ schema: Int) {
      self.type = type
      self.schema = schema
    }

    public var description: String { "\(type) \(schema)" }
  }

  private struct Step: Sendable {
    let target: Form
    let transform: @Sendable (JSONValue) throws -> JSONValue
  }

  private var steps: [Form: Step] = [:]

  public init() {}

  /// Registers the step from one form to the next; a type may also change its name. Refuses a second step from the
  /// same form, and a circle.
  public mutating func register(
    _ form: Form, to target: Form, _ transform: @escaping @Sendable (JSONValue) throws -> JSONValue
  ) throws(EventStoreError) {
    guard steps[form] == nil else {
      throw EventStoreError(.upcastFailed, "There are two steps from '\(form)'.")
    }
    var end = target
    while end != form, let step = steps[end] { end = step.target }
    guard end != form else {
      throw EventStoreError(.upcastFailed, "The step from '\(form)' to '\(target)' closes a circle.")
    }
    steps[form] = Step(target: target, transform: transform)
  }

  /// The names under which events of the types may be stored.
  func storedTypes(of types: Set<String>) -> Set<String> {
    var names = types
    for form in steps.keys {
      var end = form
      while let step = steps[end] { end = step.target }
      if types.contains(end.type) { names.insert(form.type) }
    }
    return names
  }

  func raise(_ event: RecordedEvent) throws(EventStoreError) -> RecordedEvent {
    var form = Form(event.type, event.schema)
    guard var step = steps[form] else { return event }
    do {
      var data = try JSONValue(parsing: event.data)
      while true {
        data = try step.transform(data)
        form = step.target
        guard let next = steps[form] else { break }
        step = next
      }
      var raised = event
      raised.event.type = form.type
      raised.event.schema = form.schema
      raised.event.data = data.description
      return raised
    } catch {
      throw EventStoreError(
        .upcastFailed,
        "The event '\(event.id)' (\(event.type) \(event.schema)) cannot be raised from '\(form)': \(error)",
        stream: event.stream, position: event.position)
    }
  }
}
