import Glibc

/// Runs an independent program that judges what we wrote, or writes what we shall read.
public enum Judge {
  public struct Verdict: Sendable {
    public let status: Int32
    /// Standard output, and standard error too where the two were asked for together.
    public let output: String
    public let errors: String
  }

  public struct Unavailable: Error, CustomStringConvertible {
    public let description: String
  }

  /// Runs a command to its end, without a shell in between; both its outputs come together. `folder` is where it starts.
  public static func run(_ command: [String], in folder: String? = nil) throws -> Verdict {
    let words = (folder.map { ["env", "-C", $0] } ?? []) + command
    return try JudgeProcess(program: words[0], arguments: Array(words.dropFirst()), joinsErrors: true).run()
  }

  /// Runs a program to its end, with its standard error apart.
  public static func run(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String]? = nil
  ) throws -> Verdict {
    try JudgeProcess(program: program, arguments: arguments, input: input, environment: environment).run()
  }
}
