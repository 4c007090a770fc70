import Database

/// Tasks that write at the same time, and one that reads beside them.
struct Producers: Sendable {
  let database: any SQLDatabase
  let first: Int
  let seconds: Double
  let padding: Int
  private let count = 8

  func run() async {
    let end = ContinuousClock.now + .seconds(seconds)
    await withTaskGroup { group in
      for producer in 0..<count { group.addTask { await produce(producer, until: end) } }
      group.addTask { await read(until: end) }
    }
  }

  private func produce(_ producer: Int, until end: ContinuousClock.Instant) async {
    var id = first + producer
    var refusals = 0
    while ContinuousClock.now < end {
      FaultWriter.say("try \(id)")
      do {
        try await append(id)
        FaultWriter.say("ack \(id)")
      } catch {
        let name = FaultWriter.name(of: error)
        FaultWriter.say("fail \(id) \(name)")
        // Told once that nothing is accepted any more, it asks a few times whether that is meant.
        if name == "storageFailed" { refusals += 1 }
        if refusals > 3 { return }
        try? await Task.sleep(for: .milliseconds(5))
      }
      id += count
    }
  }

  private func append(_ id: Int) async throws {
    let entry = Statement(
      "insert into entry (id, padding) values ($1, $2)",
      [.integer(id), .text(String(repeating: "p", count: padding))])
    let twin = Statement("insert into twin (id) values ($1)", [.integer(id)])
    switch id / count % 3 {
    case 0: _ = try await database.run([entry, twin])
    case 1:
      var expecting = [entry, twin]
      expecting[0].expectation = .exactly(1)
      _ = try await database.run(expecting)
    default:
      _ = try await database.transaction(TransactionOptions(isolation: .readCommitted)) { transaction in
        try await transaction.run(entry)
        try await transaction.run(twin)
      }
    }
  }

  private func read(until end: ContinuousClock.Instant) async {
    while ContinuousClock.now < end {
      do {
        _ = try await database.query(Statement("select max(id) from entry"))
        FaultWriter.say("read")
      } catch {
        FaultWriter.say("unread \(FaultWriter.name(of: error))")
      }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }
}
