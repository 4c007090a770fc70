import Judging
import TestSupport

extension TemporaryFolder {
  /// Runs a shell script within; one that fails is a failure with what it said.
  func run(_ script: String) throws {
    let verdict = try Judge.run(["sh", "-e", "-c", script], in: path)
    guard verdict.status == 0 else { throw TestFailure("a script failed: \(script)\n\(verdict.output)") }
  }
}
