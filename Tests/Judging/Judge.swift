import Glibc

/// Runs an independent tool that judges what we wrote, or writes what we shall read.
public enum Judge {
  public struct Verdict: Sendable {
    public let status: Int32
    /// Standard output and standard error together.
    public let output: String
  }

  public struct Unavailable: Error, CustomStringConvertible {
    public let description: String
  }

  /// Runs a command without a shell in between; `folder` is where it starts.
  public static func run(_ command: [String], in folder: String? = nil) throws -> Verdict {
    let quoted = command.map {
      "'" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
    let line = (folder.map { "cd '\($0)' && " } ?? "") + "exec " + quoted.joined(separator: " ") + " 2>&1 </dev/null"
    guard let stream = popen(line, "re") else { throw Unavailable(description: "popen failed: \(errno)") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count == 0 { break }
      output.append(contentsOf: buffer[..<count])
    }
    let status = pclose(stream)
    let code = (status >> 8) & 0xFF
    if code == 127 { throw Unavailable(description: "\(command[0]) is missing. Install it with: scripts/setup test") }
    return Verdict(
      status: status & 0x7F == 0 ? code : 128 + status & 0x7F, output: String(decoding: output, as: UTF8.self))
  }

  /// Runs a Python program with its arguments.
  public static func python(_ program: String, _ arguments: String...) throws -> Verdict {
    try run(["python3", "-c", program] + arguments)
  }
}
