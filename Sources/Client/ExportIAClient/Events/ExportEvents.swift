internal import Foundation

/// What happens to an export, live, until it ends. See ``ExportIAClient/events(_:after:)``.
public struct ExportEvents: AsyncSequence, Sendable {
  public typealias Element = ExportEvent

  let client: ExportIAClient
  let id: String
  let start: Int

  public func makeAsyncIterator() -> Iterator { Iterator(self) }

  public struct Iterator: AsyncIteratorProtocol {
    private let events: ExportEvents
    private var last: Int
    private var waiting: ArraySlice<ExportEvent> = []
    private var pieces: AsyncThrowingStream<Data, any Error>.Iterator?
    private var parser = EventStreamParser()
    private var outage: Outage
    private var isOver = false

    init(_ events: ExportEvents) {
      self.events = events
      last = events.start
      outage = Outage(events.client.caller.settings.retry)
    }

    public mutating func next() async throws -> ExportEvent? {
      while true {
        if let event = waiting.popFirst() {
          // What was sent again after a break is known.
          guard event.id > last else { continue }
          last = event.id
          outage.end()
          return event
        }
        if isOver { return nil }
        do {
          try await read()
        } catch let error as ExportIAError {
          pieces = nil
          guard let delay = outage.pause(after: error) else {
            isOver = true
            throw error
          }
          try await Task.sleep(for: Swift.max(delay, parser.retryDelay ?? .zero))
        }
      }
    }

    /// Reads a piece, from a new connection where there is none.
    private mutating func read() async throws {
      if pieces == nil {
        parser = EventStreamParser()
        var call = Call.get("/api/v3/exports/\(Call.part(events.id))/events")
        call.fields += [("Accept", "text/event-stream"), ("Last-Event-ID", String(last))]
        pieces = try await events.client.caller.open(call).body.makeAsyncIterator()
      }
      if let piece = try await pieces?.next() {
        waiting += parser.events(in: piece).compactMap(Self.event)
        return
      }
      pieces = nil
      try Task.checkCancellation()
      // A proxy may have ended the stream; the export itself knows whether there is more to come.
      if try await events.client.status(events.id).status.isFinal {
        isOver = true
      } else {
        try await Task.sleep(for: .milliseconds(200))
      }
    }

    private static func event(_ event: EventStreamParser.Event) -> ExportEvent? {
      guard let id = event.id.flatMap({ Int($0) }) else { return nil }
      let data = try? JSONDecoder().decode(AnyJSON.self, from: Data(event.data.utf8))
      return ExportEvent(id: id, name: event.name, data: data ?? .string(event.data))
    }
  }
}
