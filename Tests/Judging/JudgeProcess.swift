import Glibc

/// One run of a judge. Its input and output are files, so that no pipe can fill up and hold it.
struct JudgeProcess {
  var program: String
  var arguments: [String] = []
  var input: [UInt8] = []
  var environment: [String: String]?
  var joinsErrors = false

  func run() throws -> Judge.Verdict {
    let world = try TemporaryFolder()
    try world.write(input, to: "input")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, world.file("input"), O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, world.file("output"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, world.file("errors"), O_WRONLY | O_CREAT, 0o600)
    if joinsErrors { posix_spawn_file_actions_adddup2(&actions, 1, 2) }
    let status = try wait(for: spawn(&actions))
    return Judge.Verdict(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
      output: String(decoding: try world.read("output"), as: UTF8.self),
      errors: String(decoding: try world.read("errors"), as: UTF8.self))
  }

  private func spawn(_ actions: inout posix_spawn_file_actions_t) throws -> pid_t {
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = (environment ?? [:]).map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var process = pid_t()
    let failure =
      environment == nil
      ? posix_spawnp(&process, program, &actions, nil, &words, environ)
      : posix_spawnp(&process, program, &actions, nil, &words, &variables)
    guard failure == 0 else {
      throw Judge.Unavailable(description: "\(program) cannot be started (\(failure)). Install it: scripts/setup test")
    }
    return process
  }

  private func wait(for process: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Judge.Unavailable(description: "\(program) was lost: \(errno)") }
    }
    return status
  }
}
