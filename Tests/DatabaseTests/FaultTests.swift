import Database
import Judging
import Testing

/// Short forms of the long fault runs in scripts/faults.
@Suite struct FaultTests {
  static let runs = [["database-kill", "10", "sqlite"], ["database-kill", "6", "writer"], ["database-storage", "2"]]

  @Test(arguments: runs)
  func nothingAcknowledgedIsLost(_ run: [String]) async throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    let bundle = try #require(CommandLine.arguments.first { $0.contains(".xctest") })
    let products = bundle.split(separator: "/").prefix { !$0.hasSuffix(".xctest") }.map { "/\($0)" }.joined()
    let command = ["env", "EXPORT_IA_FAULTS_INSIDE=1", "EXPORT_IA_FAULT_WRITER=\(products)/fault-writer"]
    // The tools block their thread for seconds, which the tests' own threads must not.
    let verdict = try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Judge.Verdict, any Error>) in
      try? WorkerThread.run {
        continuation.resume(
          with: Result { try Judge.run(command + ["\(root)/scripts/faults/\(run[0])"] + run.dropFirst()) })
      }
    }
    #expect(verdict.status == 0, "\(verdict.output)")
  }
}
