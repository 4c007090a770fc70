public import Database

extension EventStore {
  /// Appends to one stream. See ``append(_:also:)``.
  @discardableResult
  public func append(
    to stream: StreamID, expecting expected: ExpectedVersion, _ events: [NewEvent], context: EventContext,
    also statements: [Statement] = []
  ) async throws -> AppendedEvents {
    try await append([StreamAppend(stream, expecting: expected, events, context: context)], also: statements)[0]
  }

  /// Appends to any number of streams in one transaction and one round trip; returns when it is durable.
  ///
  /// `statements` join the same transaction. Throws ``VersionConflict`` when a stream is at another version. Events
  /// whose identifiers are all stored already are not stored again and the earlier result is returned, so a call
  /// whose outcome is unknown can simply be repeated.
  @discardableResult
  public func append(_ appends: [StreamAppend], also statements: [Statement] = []) async throws -> [AppendedEvents] {
    try AppendCheck.check(appends)
    for _ in 0..<Self.attempts {
      let pinned = inline.isEmpty ? appends : try await pin(appends)
      let plan = AppendPlan(pinned, dialect: database.dialect, shift: shift)
      let following = try inlineStatements(pinned) + statements
      do {
        let results = try await database.run(plan.statements + following)
        let outcome = try plan.outcome(results)
        wake()
        return outcome
      } catch let error as DatabaseError where error.code == .expectationFailed || error.code == .uniqueViolation {
        if let earlier = try await earlier(appends, in: database.read) { return earlier }
        guard let failed = error.statement, failed < plan.statements.count, error.code == .expectationFailed else {
          throw error
        }
        // None means that the stream has moved to what was expected since: try again.
        if let conflict = try await conflict(appends) { throw conflict }
      }
    }
    throw EventStoreError(
      .contended, "The stream changed \(Self.attempts) times while it was written. Try again later.",
      stream: appends[0].stream)
  }

  /// Appends within a transaction of the caller, which is to be given up when this throws.
  ///
  /// Call ``wake()`` after the transaction. Inside PostgreSQL use `readCommitted`: a
  /// stricter isolation turns each wait for a stream into a new run of the body.
  @discardableResult
  public func append(_ appends: [StreamAppend], in transaction: any SQLTransaction) async throws -> [AppendedEvents] {
    try AppendCheck.check(appends)
    if let earlier = try await earlier(appends, in: transaction.run) { return earlier }
    var pinned = appends
    if !inline.isEmpty {
      let versions = try await versions(of: appends.map(\.stream), locking: true, in: transaction.run)
      for index in pinned.indices where pinned[index].expected == .any {
        pinned[index].expected = .exact(versions[index])
      }
    }
    let plan = AppendPlan(pinned, dialect: transaction.dialect, shift: shift)
    var statements = plan.statements
    for index in statements.indices { statements[index].expectation = .any }
    // The versions that the streams had come first: after a mismatch they are already advanced.
    let before = try await versions(of: appends.map(\.stream), locking: true, in: transaction.run)
    for (append, actual) in zip(appends, before) where append.expected != .any && append.expected.number != actual {
      throw VersionConflict(stream: append.stream, expected: append.expected, actual: actual)
    }
    let results = try await transaction.run(statements + inlineStatements(pinned))
    // Another transaction may have made the stream after it was looked for.
    let stored = plan.returning.reduce(0) { $0 + results[$1].rows.count }
    if stored != appends.reduce(0, { $0 + $1.events.count }) {
      throw VersionConflict(stream: appends[0].stream, expected: appends[0].expected, actual: before[0])
    }
    return try plan.outcome(results)
  }

  /// How often an append is tried while the stream moves.
  static let attempts = 32
}

extension EventStore {
  typealias Runner = ([Statement]) async throws -> [SQLResult]

  /// The newest versions; 0 for a stream that does not exist.
  func versions(of streams: [StreamID], locking: Bool, in run: Runner) async throws -> [Int] {
    let suffix = locking && database.dialect == .postgres ? " for update" : ""
    // Locked in a fixed order, like an append does.
    let order = streams.indices.sorted {
      (streams[$0].tenant, streams[$0].name) < (streams[$1].tenant, streams[$1].name)
    }
    let results = try await run(
      order.map {
        Statement(
          "select version from event_stream where tenant = $1 and stream = $2" + suffix,
          [.text(streams[$0].tenant), .text(streams[$0].name)])
      })
    var versions = [Int](repeating: 0, count: streams.count)
    for (place, result) in zip(order, results) { versions[place] = try result.rows.first?.int(0) ?? 0 }
    return versions
  }

  /// The newest version of a stream; 0 when it does not exist.
  public func version(of stream: StreamID) async throws -> Int {
    try await versions(of: [stream], locking: false, in: database.read)[0]
  }

  /// Inline projections see the version of each event, so the version must be known before.
  private func pin(_ appends: [StreamAppend]) async throws -> [StreamAppend] {
    let open = appends.indices.filter { appends[$0].expected == .any }
    if open.isEmpty { return appends }
    let versions = try await versions(of: open.map { appends[$0].stream }, locking: false, in: database.read)
    var pinned = appends
    for (index, version) in zip(open, versions) { pinned[index].expected = .exact(version) }
    return pinned
  }

  private func inlineStatements(_ appends: [StreamAppend]) throws -> [Statement] {
    if inline.isEmpty { return [] }
    var events: [RecordedEvent] = []
    for append in appends {
      for (index, event) in append.events.enumerated() {
        events.append(
          try upcasters.raise(
            RecordedEvent(
              position: .start, stream: append.stream, version: append.expected.number + index + 1, event: event,
              context: append.context)))
      }
    }
    return try inline.flatMap { projection in
      try projection.statements(for: events.filter(projection.filter.admits), in: .live)
    }
  }

  private func conflict(_ appends: [StreamAppend]) async throws -> VersionConflict? {
    let versions = try await versions(of: appends.map(\.stream), locking: false, in: database.read)
    for (append, actual) in zip(appends, versions) where append.expected != .any && append.expected.number != actual {
      return VersionConflict(stream: append.stream, expected: append.expected, actual: actual)
    }
    return nil
  }

  /// What an earlier call with the same identifiers stored, or nil when there was none.
  private func earlier(_ appends: [StreamAppend], in run: Runner) async throws -> [AppendedEvents]? {
    let statements = appends.flatMap { append in
      append.events.map { event in
        Statement(
          "select stream, version, txid, pos from event where tenant = $1 and id = $2",
          [.text(append.stream.tenant), .text(event.id)])
      }
    }
    let found = try await run(statements).map(\.rows.first)
    if found.allSatisfy({ $0 == nil }) { return nil }
    var next = 0
    return try appends.map { append in
      var versions: [Int] = []
      var position = EventPosition.start
      for event in append.events {
        guard let row = found[next], try row.text(0) == append.stream.name else {
          throw EventStoreError(
            .identifierReused,
            "Some of the events are stored already and others, such as '\(event.id)', are not, or in another stream. "
              + "Give each event an identifier of its own.", stream: append.stream)
        }
        versions.append(try row.int(1))
        position = max(position, EventPosition(transaction: Int64(try row.int(2)), Int64(try row.int(3))))
        next += 1
      }
      let first = versions.min() ?? 0
      return AppendedEvents(
        stream: append.stream, versions: first...(versions.max() ?? first), position: position, replayed: true)
    }
  }
}
