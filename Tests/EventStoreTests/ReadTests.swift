import Database
import EventStore
import Testing

@Suite struct ReadTests {
  @Test(arguments: EventWorld.allCases)
  func streamForwardAndBackward(_ world: EventWorld) async throws {
    try await world.withStore { store in
      try await store.append(to: stream("s"), expecting: .none, (1...5).map { event("\($0)") }, context: context)
      try await store.append(to: stream("t"), expecting: .none, [event("x")], context: context)
      let rows: [(Int?, EventStore.Direction, Int, [Int])] = [
        (nil, .forward, 1000, [1, 2, 3, 4, 5]), (3, .forward, 1000, [3, 4, 5]), (2, .forward, 2, [2, 3]),
        (nil, .backward, 2, [5, 4]), (2, .backward, 1000, [2, 1]), (6, .forward, 10, []), (nil, .forward, 0, []),
      ]
      for (from, direction, limit, versions) in rows {
        let events = try await store.read(stream("s"), from: from, direction, limit: limit)
        #expect(events.map(\.version) == versions)
      }
      #expect(try await store.read(stream("s", tenant: "umbrella")).isEmpty)
      let first = try #require(try await store.read(stream("s")).first)
      #expect(first.event == event("1") && first.context == context)
    }
  }

  @Test(arguments: EventWorld.allCases)
  func allWithFilters(_ world: EventWorld) async throws {
    try await world.withStore { store in
      for index in 0..<12 {
        let tenant = index % 3 == 0 ? "umbrella" : "acme"
        try await store.append(
          to: stream("s\(index)", tenant: tenant), expecting: .none,
          [event("\(index)", index % 2 == 0 ? "paid" : "it's \"odd\"")], context: context)
      }
      let rows: [(EventFilter, [String])] = [
        (.all, (0..<12).map { "\($0)" }), (EventFilter(tenant: "umbrella"), ["0", "3", "6", "9"]),
        (EventFilter(types: ["it's \"odd\""]), ["1", "3", "5", "7", "9", "11"]),
        (EventFilter(tenant: "umbrella", types: ["paid", "none"]), ["0", "6"]), (EventFilter(types: []), []),
      ]
      for (filter, expected) in rows {
        for limit in [1, 2, 100] {
          var found: [String] = []
          var position = EventPosition.start
          // Other tests' transactions on the server may hold events back for a moment.
          while true {
            let page = try await store.readAll(after: position, filter: filter, limit: limit)
            found += page.events.map(\.id)
            position = page.next
            if page.isLast && !page.isHeldBack { break }
          }
          #expect(found == expected)
          let head = try #require(try await store.read(stream("s11")).first).position
          if limit == 100 { #expect(position == head, "the filter has looked at everything") }
        }
      }
    }
  }

  @Test(arguments: EventWorld.allCases)
  func tailCatchesUpAndWakes(_ world: EventWorld) async throws {
    try await world.withStore { store in
      for index in 0..<5 {
        try await store.append(to: stream("s"), expecting: .any, [event("\(index)")], context: context)
      }
      var tail = store.follow(after: .start, limit: 2, poll: .seconds(60)).makeAsyncIterator()
      var seen: [String] = []
      while seen.count < 5 { seen += try #require(try await tail.next()).map(\.id) }
      // The poll is a minute away: only the signal can wake it.
      async let later = Self.next(&tail)
      try await store.append(to: stream("s"), expecting: .any, [event("5")], context: context)
      seen += try #require(try await later).map(\.id)
      #expect(seen == (0..<6).map { "\($0)" })
    }
  }

  private static func next(_ tail: inout EventTail.Iterator) async throws -> [RecordedEvent]? {
    try await tail.next()
  }

  @Test func tailEndsWithItsTask() async throws {
    try await EventWorld.sqlite.withStore { store in
      let task = Task {
        for try await _ in store.follow(after: .start, poll: .seconds(60)) {}
        return true
      }
      task.cancel()
      let ended = try await task.value
      #expect(ended)
    }
  }
}
