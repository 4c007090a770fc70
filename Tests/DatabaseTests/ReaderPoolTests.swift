import Database
import Judging
import Testing

@testable import DatabaseSQLite

@Suite struct ReaderPoolTests {
  private final class Held: Sendable {}

  /// What a job holds ends with the job, outside of the pool's lock, and not when the queue is next tidied.
  @Test func aJobThatWasTakenIsNotKept() {
    var state = ReaderPool.State()
    weak var held: Held?
    do {
      let object = Held()
      held = object
      state.append { _ = object }
    }
    state.append {}
    state.nextJob()?()
    #expect(held == nil)
    #expect(state.nextJob() != nil)
    #expect(state.nextJob() == nil)
  }

  @Test func jobsKeepTheirOrder() {
    var state = ReaderPool.State()
    let order = Order()
    for number in 0..<2_000 { state.append { order.add(number) } }
    for _ in 0..<1_000 { state.nextJob()?() }
    for number in 2_000..<2_500 { state.append { order.add(number) } }
    while let job = state.nextJob() { job() }
    #expect(order.numbers == Array(0..<2_500))
  }

  /// Safe to share: one test calls it in one thread.
  private final class Order: @unchecked Sendable {
    private(set) var numbers: [Int] = []
    func add(_ number: Int) { numbers.append(number) }
  }

  /// Cursors that are dropped half read, beside reads: the last reference may lie in the pool's queue.
  @Test(.timeLimit(.minutes(2))) func cursorsMayBeDroppedAnywhere() async throws {
    let folder = try TemporaryFolder()
    let database = try await SQLiteDatabase.open(
      folder.file("test.db"), configuration: SQLiteConfiguration(readers: 2, cursors: 1_000))
    _ = try await database.run(Statement("create table t (id integer primary key)"))
    _ = try await database.run((0..<50).map { Statement("insert into t values ($1)", [.integer($0)]) })
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<400 {
        group.addTask {
          if number % 2 == 0 {
            for try await rows in database.rows(of: Statement("select id from t"), batch: 7) { return rows.count }
          }
          return try await database.query(Statement("select count(*) from t")).only.int(0)
        }
      }
      for try await count in group { #expect(count == 7 || count == 50) }
    }
    await database.close()
  }
}
