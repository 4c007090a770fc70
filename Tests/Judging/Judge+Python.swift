import Glibc

extension Judge {
  /// Runs a Python program with the judges of `scripts/python/requirements.txt`.
  public static func python(_ program: String, _ arguments: [String] = [], input: [UInt8] = []) throws -> Verdict {
    try run(pythonPath(), ["-I", "-X", "utf8", "-c", program] + arguments, input: input)
  }

  /// The same with both its outputs together.
  public static func python(_ program: String, _ arguments: String...) throws -> Verdict {
    try run([pythonPath(), "-I", "-X", "utf8", "-c", program] + arguments)
  }

  /// What a Python program prints, line by line. Its first argument names a file with the input.
  public static func lines(ofPython program: String, input: [UInt8] = []) throws -> [Substring] {
    let verdict = try python(program, ["/dev/stdin"], input: input)
    guard verdict.status == 0 else {
      throw Unavailable(description: "the Python program failed with \(verdict.status): \(verdict.errors)")
    }
    return verdict.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  /// Runs a script of `scripts/python` with the judges at hand; both its outputs come together.
  public static func script(_ name: String, _ arguments: [String]) throws -> Verdict {
    try run([pythonPath(), "\(root)/scripts/python/\(name)"] + arguments)
  }

  /// The interpreter that has the judges.
  public static func pythonPath() throws -> String {
    if let path = getenv("EXPORT_IA_TEST_PYTHON") { return String(cString: path) }
    let made = try run("\(root)/scripts/python-environment")
    guard made.status == 0, let folder = made.output.split(separator: "\n").last else {
      throw Unavailable(description: "scripts/python-environment failed: \(made.errors)")
    }
    return "\(folder)/bin/python"
  }

  private static var root: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  }
}
