import Database
import Synchronization

/// What several producers count with.
final class Counter: Sendable {
  private let value = Atomic(0)

  func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}

/// Producers that append until the time is over, each waiting for its own acknowledgement.
struct Run {
  let producers: Int
  let seconds: Int
  /// Identifiers in the order of time, as the program makes them; otherwise each producer counts in a range of its own
  /// and so writes to other pages than its neighbours.
  var isOrdered = true

  private let last = Counter()

  static let data = [UInt8](repeating: 120, count: 120)
  static let arguments = [UInt8](repeating: 121, count: 200)

  /// One job row and its first event in one transaction.
  func appendJobs(_ database: any SQLDatabase, inTransaction: Bool) async throws {
    try await makeTables(database)
    let job =
      "insert into job (id, tenant, queue, state, prio, run_at, kind, args) values ($1, 1, 1, 0, 1, $2, 'x', $3)"
    let event = "insert into event (stream, version, type, time, data) values ($1, 1, 1, $2, $3)"
    try await measure { producer, number in
      let id = isOrdered ? last.next() : producer << 32 | number
      let time = isOrdered ? id : number
      let statements = [
        Statement(job, [.integer(id), .integer(time), .blob(Self.arguments)]),
        Statement(event, [.integer(id), .integer(time), .blob(Self.data)]),
      ]
      if inTransaction {
        _ = try await database.transaction { try await $0.run(statements) }
      } else {
        _ = try await database.run(statements)
      }
      return 1
    }
  }

  /// Batches of events, as few statements as possible.
  func appendEvents(_ database: any SQLDatabase, batch: Int) async throws {
    try await makeTables(database)
    try await measure { producer, number in
      let stream = Int64(producer) << 32 | Int64(number)
      let rows = (0..<batch).map { version -> [SQLValue] in
        [.integer(stream), .integer(version), 1, .integer(number), .blob(Self.data)]
      }
      _ = try await database.run(
        Statement.inserts(into: "event", ["stream", "version", "type", "time", "data"], rows: rows))
      return batch
    }
  }

  private func makeTables(_ database: any SQLDatabase) async throws {
    let position =
      switch database.dialect {
      case .sqlite: "pos integer primary key"
      case .postgres: "pos bigint generated always as identity primary key"
      }
    let blob = database.dialect == .sqlite ? "blob" : "bytea"
    _ = try await database.run([
      Statement("drop table if exists event"), Statement("drop table if exists job"),
      Statement(
        """
        create table event (\(position), stream bigint not null, version bigint not null, type bigint, time bigint,
          data \(blob), unique (stream, version))
        """),
      Statement(
        """
        create table job (id bigint primary key, tenant bigint, queue bigint, state bigint, prio bigint, run_at bigint,
          attempt bigint default 0, token bigint default 0, lease_until bigint, kind text, args \(blob))
        """),
      Statement("create index job_ready on job (queue, prio, run_at, id) where state = 0"),
    ])
  }

  private func measure(_ append: @escaping @Sendable (Int, Int) async throws -> Int) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let end = start + .seconds(seconds)
    let waits = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
      for producer in 1...producers {
        group.addTask {
          var waits: [Double] = []
          var appended = 0
          while clock.now < end {
            let before = clock.now
            appended += try await append(producer, waits.count)
            waits.append((clock.now - before) / .milliseconds(1))
          }
          return (appended, waits)
        }
      }
      return try await group.reduce(into: (0, [Double]())) { sum, part in
        sum.0 += part.0
        sum.1 += part.1
      }
    }
    let took = (clock.now - start) / .seconds(1)
    let sorted = waits.1.sorted()
    func percentile(_ part: Double) -> Double { sorted.isEmpty ? 0 : sorted[Int(Double(sorted.count - 1) * part)] }
    print(
      "{\"rate\": \(Double(waits.0) / took), \"count\": \(waits.0), \"p50\": \(percentile(0.5)), "
        + "\"p95\": \(percentile(0.95)), \"p99\": \(percentile(0.99))}")
  }
}
