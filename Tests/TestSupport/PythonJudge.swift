internal import Glibc

/// Runs a Python program as an independent judge.
public enum PythonJudge {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// What the program prints, line by line. `input` is the file named by its first argument.
  public static func lines(of program: String, input: [UInt8] = []) throws -> [Substring] {
    try String(decoding: output(of: program, input: input), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  /// What the program prints. `input` is the file named by its first argument.
  public static func output(of program: String, input: [UInt8] = []) throws -> [UInt8] {
    let folder = try makeFolder()
    defer {
      unlink("\(folder)/program.py")
      unlink("\(folder)/input")
      rmdir(folder)
    }
    try write(Array(program.utf8), to: "\(folder)/program.py")
    try write(input, to: "\(folder)/input")
    guard let pipe = popen("python3 -I -X utf8 '\(folder)/program.py' '\(folder)/input'", "r") else {
      throw Failure(description: "cannot start python3, which is needed for this test")
    }
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&part, 1, part.count, pipe)
      guard count > 0 else { break }
      output += part[..<count]
    }
    let status = pclose(pipe)
    guard status == 0 else { throw Failure(description: "the Python program failed with status \(status)") }
    return output
  }

  private static func makeFolder() throws -> String {
    var template = Array("/tmp/export-ia-judge.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(description: "cannot make a temporary folder") }
    return String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw Failure(description: "cannot write \(path)") }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw Failure(description: "cannot write \(path)") }
  }
}
