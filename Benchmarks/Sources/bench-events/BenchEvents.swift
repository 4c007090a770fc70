import Database
import DatabasePostgres
import DatabaseSQLite
import EventStore
import Glibc
import Synchronization

/// `bench-events sqlite|postgres PLACE PRODUCERS BATCH SECONDS`: prints durable events and appends per second.
@main
enum BenchEvents {
  struct Usage: Error {}

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 6, let producers = Int(arguments[3]), let batch = Int(arguments[4]),
      let seconds = Int(arguments[5])
    else { throw Usage() }
    let database: any SQLDatabase =
      arguments[1] == "sqlite"
      ? try await SQLiteDatabase.open(arguments[2])
      : try await PostgresDatabase.open(
        arguments[2], configuration: PostgresConfiguration(connections: min(producers, 16)))
    _ = try await Migrator("events", EventStoreSchema.migrations).migrate(database)
    let store = try await EventStore.open(on: database)
    let clock = ContinuousClock()
    let start = clock.now
    let end = start.advanced(by: .seconds(seconds))
    let run = "\(getpid())"
    let appends = try await withThrowingTaskGroup(of: Int.self) { group in
      for producer in 0..<producers {
        group.addTask {
          var round = 0
          while clock.now < end {
            try await store.append(Self.batch("\(run)/\(producer)", round, batch))
            round += 1
          }
          return round
        }
      }
      var sum = 0
      for try await count in group { sum += count }
      return sum
    }
    let elapsed = start.duration(to: clock.now)
    let time = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let stored = try await database.query(Statement("select count(*) from event")).only.int(0)
    guard stored >= appends * batch else { throw Usage() }
    print(Int(Double(appends * batch) / time), Int(Double(appends) / time))
    await database.close()
  }

  /// A batch goes to a stream for each ten of its events.
  private static func batch(_ producer: String, _ round: Int, _ count: Int) -> [StreamAppend] {
    let context = EventContext(time: 1_800_000_000_000_000, causation: "command \(round)", actor: "bench")
    let streams = max(1, count / 10)
    return (0..<streams).map { place in
      let events = (0..<max(1, count / streams)).map { index in
        NewEvent(id: last.next(), type: "export.progressed", data: data)
      }
      return StreamAppend(
        StreamID(tenant: "acme", name: "\(producer)/\(round % 64)/\(place)"), expecting: .any, events, context: context)
    }
  }

  private static let last = Identifiers()

  private static let data = #"{"job":"0f8fad5b-d9cb-469f-a165-70867728950e","done":120,"of":240,"step":"typeset"}"#
}

/// Makes identifiers in the order of time, as the program does, so that neighbours share a page of the index.
private final class Identifiers: Sendable {
  private let count = Atomic(0)

  func next() -> String {
    let digits = String(count.add(1, ordering: .relaxed).newValue, radix: 16)
    // Runs against the same database must not repeat each other's.
    return "\(getpid())-" + String(repeating: "0", count: 27 - digits.count) + digits
  }
}
