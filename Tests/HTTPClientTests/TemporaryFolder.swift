import Glibc

/// A folder of one test, removed with it.
final class TemporaryFolder: Sendable {
  struct Failure: Error { let message: String }
  let path: String

  init() throws {
    var template = Array("/tmp/export-ia-client.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(message: "no temporary folder") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { _ = system("rm -rf '\(path)'") }

  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw Failure(message: "cannot write \(name)") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(message: "cannot write \(name)") }
  }

  /// Runs a shell script within; its output is kept in `log`.
  func run(_ script: String) throws {
    try write(Array(script.utf8), to: "script.sh")
    guard system("cd '\(path)' && sh -e script.sh >log 2>&1") == 0 else {
      throw Failure(message: "a script failed; see \(path)/log: \(script)")
    }
  }
}
