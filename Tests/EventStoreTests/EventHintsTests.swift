import Database
import EventStore
import Testing

@Suite struct EventHintsTests {
  @Test(arguments: EventWorld.allCases)
  func appendsWakeTheReadersOfAnotherProcess(_ world: EventWorld) async throws {
    try await world.withStore { writer in
      // A store of its own has a signal of its own, like another process.
      let reader = try await EventStore.open(on: writer.database)
      let (hints, channel) = AsyncStream<Void>.makeStream()
      let announcing = Task { await writer.announce(atMostEvery: .zero) { channel.yield() } }
      let heeding = Task { try await reader.heed(hints) }
      defer {
        announcing.cancel()
        heeding.cancel()
      }
      let tail = Task {
        // The poll is a minute away: only the hint can wake it.
        var tail = reader.follow(after: .start, poll: .seconds(60)).makeAsyncIterator()
        var seen: [String] = []
        while seen.count < 3, let events = try await tail.next() { seen += events.map(\.id) }
        return seen
      }
      for index in 0..<3 {
        try await writer.append(to: stream("s"), expecting: .any, [event("\(index)")], context: context)
      }
      #expect(try await tail.value == ["0", "1", "2"])
    }
  }
}
