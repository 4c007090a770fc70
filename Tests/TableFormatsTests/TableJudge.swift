import Glibc
import Judging
import Tables
import Testing

/// Runs scripts/python/judge-tables.py in the tests' Python environment.
enum TableJudge {
  static func run(_ arguments: String...) throws -> String {
    guard let python = getenv("EXPORT_IA_TEST_PYTHON").map({ String(cString: $0) }) else {
      throw TableError(
        .input,
        "EXPORT_IA_TEST_PYTHON is not set: run scripts/test, or set it to $(scripts/python-environment)/bin/python")
    }
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let verdict = try Judge.run([python, "/\(root)/scripts/python/judge-tables.py"] + arguments)
    #expect(verdict.status == 0, "\(arguments.joined(separator: " ")): \(verdict.output.suffix(1500))")
    return verdict.output
  }

  static var isLong: Bool { getenv("EXPORT_IA_LONG_TESTS") != nil }
}
