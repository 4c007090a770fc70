import Database
import HTTPMessage
import HTTPServer
import JSON
import Synchronization
import TestSupport
import Testing

@testable import API

@Suite struct DatabaseErrorTests {
  @Test(arguments: [
    (DatabaseError.Code.storageFull, 507, "storage_full"), (.storageFailed, 503, "storage_failed"),
    (.unavailable, 503, "database_unavailable"), (.serializationFailed, 503, "database_busy"),
    (.outcomeUnknown, 503, "outcome_unknown"), (.uniqueViolation, 409, "conflict"), (.corrupted, 500, "internal"),
  ])
  func aHandlerThatCannotSaveSaysWhy(_ code: DatabaseError.Code, _ status: Int, _ word: String) async throws {
    var router = Router()
    router.post("/things") { _ in throw DatabaseError(code, "insert into secret_table failed") }
    let failures = Failures()
    try await Application(router: router, observers: [failures]).test(.inProcess) { client in
      let answer = try await client.post("/things", json: "{}")
      #expect(answer.status.code == status)
      let problem = try JSONValue(parsing: answer.body)
      #expect(problem["code"]?.string == word)
      #expect(!answer.text.contains("secret_table"))
      #expect(failures.count == (status >= 500 ? 1 : 0), "the log gets the cause of what is our fault")
      if status == 507 { #expect(answer.fields["retry-after"] != nil) }
    }
  }

  private final class Failures: ExchangeObserver {
    private let seen = Atomic<Int>(0)
    var count: Int { seen.load(ordering: .relaxed) }

    func failed(_ request: Request, _ error: any Error) {
      seen.add(1, ordering: .relaxed)
    }
  }

  @Test func everyCodeHasAnAnswer() {
    for code in DatabaseError.Code.allCases {
      #expect((400..<600).contains(DatabaseError(code, "x").httpError.status.code))
    }
  }
}
