internal import Glibc

/// Runs programs that judge our output independently: shells, promtool, Python.
public enum Judge {
  public struct Verdict: Sendable {
    public let status: Int32
    public let output: String
    public let errors: String
  }

  /// Runs a program to its end. A program that cannot be started is a failure that names it.
  public static func run(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String]? = nil
  ) throws -> Verdict {
    var template = Array("/tmp/export-ia-judge.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure("cannot make a temporary folder") }
    let folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    let files = (input: "\(folder)/input", output: "\(folder)/output", errors: "\(folder)/errors")
    defer {
      for file in [files.input, files.output, files.errors] { unlink(file) }
      rmdir(folder)
    }
    try write(input, to: files.input)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files.input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, files.output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files.errors, O_WRONLY | O_CREAT, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = (environment ?? [:]).map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var process = pid_t()
    let failure =
      environment == nil
      ? posix_spawnp(&process, program, &actions, nil, &words, environ)
      : posix_spawnp(&process, program, &actions, nil, &words, &variables)
    guard failure == 0 else { throw TestFailure("cannot start \(program), which is needed for this test") }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return Verdict(
      status: code, output: String(decoding: try read(files.output), as: UTF8.self),
      errors: String(decoding: try read(files.errors), as: UTF8.self))
  }

  /// Runs a Python program with the judges of `scripts/python/requirements.txt`.
  public static func python(_ program: String, _ arguments: [String] = [], input: [UInt8] = []) throws -> Verdict {
    try run(pythonPath(), ["-I", "-X", "utf8", "-c", program] + arguments, input: input)
  }

  /// The interpreter that has the judges.
  public static func pythonPath() throws -> String {
    if let path = getenv("EXPORT_IA_TEST_PYTHON") { return String(cString: path) }
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let made = try run("\(root)/scripts/python-environment")
    guard made.status == 0, let folder = made.output.split(separator: "\n").last else {
      throw TestFailure("scripts/python-environment failed: \(made.errors)")
    }
    return "\(folder)/bin/python"
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw TestFailure("cannot write \(path)") }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw TestFailure("cannot write \(path)") }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw TestFailure("cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&part, 1, part.count, file)
      guard count > 0 else { return bytes }
      bytes += part[..<count]
    }
  }
}
