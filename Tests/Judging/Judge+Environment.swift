import Glibc

extension Judge {
  /// The Python that has the judges of `scripts/python/requirements.txt`.
  public static func judgesPython() throws -> String {
    if let path = getenv("EXPORT_IA_TEST_PYTHON") { return String(cString: path) }
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let made = try run(["\(root)/scripts/python-environment"])
    guard made.status == 0, let folder = made.output.split(separator: "\n").last else {
      throw Unavailable(description: "scripts/python-environment failed: \(made.output)")
    }
    return "\(folder)/bin/python"
  }

  /// Runs a script of `scripts/python` with the judges at hand.
  public static func script(_ name: String, _ arguments: [String]) throws -> Verdict {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try run([judgesPython(), "\(root)/scripts/python/\(name)"] + arguments)
  }
}
