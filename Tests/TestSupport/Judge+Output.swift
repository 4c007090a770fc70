internal import HTTPServer
public import Judging

extension Judge {
  /// What a program wrote, without holding up the test's thread; an exit other than 0 fails with its error output.
  public static func output(_ program: String, _ arguments: [String]) async throws -> String {
    try await BlockingPool(threads: 1).run {
      let verdict = try run(program, arguments)
      guard verdict.status == 0 else {
        throw TestFailure("\(program) failed with \(verdict.status): \(verdict.errors)\(verdict.output)")
      }
      return verdict.output
    }
  }
}
