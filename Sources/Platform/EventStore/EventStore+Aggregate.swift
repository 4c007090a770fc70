internal import Database

extension EventStore {
  /// Folds the stream's events, from the newest fitting snapshot on.
  public func load<State: Aggregate>(
    _ type: State.Type, from stream: StreamID, notAbove limit: Int? = nil
  ) async throws -> LoadedAggregate<State> {
    var loaded = LoadedAggregate(state: State(), version: 0)
    if let schema = State.snapshotSchema,
      let snapshot = try await snapshot(of: stream, schema: schema, notAbove: limit)
    {
      loaded = LoadedAggregate(state: try State(state: snapshot.state), version: snapshot.version)
    }
    while true {
      let page = try await read(stream, from: loaded.version + 1, limit: Self.foldPage)
      for event in page {
        if let limit, event.version > limit { return loaded }
        try loaded.state.apply(event)
        loaded.version = event.version
      }
      if page.count < Self.foldPage { return loaded }
    }
  }

  /// Carries a command out once: loads, decides and appends, again when another writer was faster.
  ///
  /// The identifiers of the events follow from `command`, so a repeated command changes nothing and returns what it
  /// did the first time; then, and when there is nothing to do, nothing is decided anew or appended. `decide` must have
  /// no effects. Every `snapshotEvery` versions a snapshot is taken.
  public func handle<State: Aggregate>(
    _ command: String, on stream: StreamID, as type: State.Type, context: EventContext,
    snapshotEvery interval: Int = 100,
    _ decide: @Sendable (LoadedAggregate<State>) throws -> [Decision]
  ) async throws -> AppendedEvents? {
    var context = context
    context.causation = command
    for _ in 0..<Self.attempts {
      if let earlier = try await result(of: command, on: stream) { return earlier }
      var loaded = try await load(State.self, from: stream)
      let decisions = try decide(loaded)
      if decisions.isEmpty { return nil }
      let events = decisions.enumerated().map { index, decision in
        NewEvent(
          id: Self.identifier(command, stream, index), type: decision.type, schema: decision.schema,
          data: decision.data)
      }
      let appended: AppendedEvents
      do {
        appended = try await append(to: stream, expecting: .exact(loaded.version), events, context: context)
      } catch is VersionConflict {
        continue
      } catch let error as EventStoreError where error.code == .identifierReused {
        // The same command, decided on another state, came first.
        continue
      }
      let before = loaded.version
      if !appended.replayed, let schema = State.snapshotSchema, interval > 0,
        before / interval < appended.versions.upperBound / interval
      {
        for event in try await read(stream, from: before + 1, limit: events.count)
        where event.version <= appended.versions.upperBound {
          try loaded.state.apply(event)
          loaded.version = event.version
        }
        try await store(
          Snapshot(
            stream: stream, version: loaded.version, schema: schema, time: context.time, state: loaded.state.state))
      }
      return appended
    }
    throw EventStoreError(
      .contended, "The stream changed \(Self.attempts) times while the command was decided. Try again later.",
      stream: stream)
  }

  /// What the command appended to the stream, or nil when it did not.
  public func result(of command: String, on stream: StreamID) async throws -> AppendedEvents? {
    let result = try await database.query(
      Statement(
        """
        select e.version, e.txid, e.pos from event as f
        join event as e on e.tenant = f.tenant and e.stream = f.stream and e.version >= f.version
        where f.tenant = $1 and f.id = $2 and e.causation = $3 order by e.version
        """,
        [.text(stream.tenant), .text(Self.identifier(command, stream, 0)), .text(command)]))
    guard let first = result.rows.first, let last = result.rows.last else { return nil }
    return AppendedEvents(
      stream: stream, versions: try first.int(0)...last.int(0),
      position: EventPosition(transaction: Int64(try last.int(1)), Int64(try last.int(2))), replayed: true)
  }

  private static let foldPage = 500

  private static func identifier(_ command: String, _ stream: StreamID, _ index: Int) -> String {
    "\(command)/\(stream.name)/\(index)"
  }
}
