import CommandLineTool
import Configuration
import Glibc

enum SampleKeys {
  enum Level: String, CaseIterable {
    case debug, info, error
  }

  static let port = Key("http.port", .integer(1...65_535), default: 8000, flag: "port", short: "p", "The port")
  static let address = Key("http.address", .nonEmptyString, default: "127.0.0.1", "The address")
  static let body = Key("http.body-limit", .size(1...1 << 40), default: 10 << 20, "The largest body")
  static let timeout = Key("http.idle-timeout", .duration(), default: .seconds(60), "How long a connection may idle")
  static let compress = Key("http.compress", .boolean, default: true, "Whether answers are compressed")
  static let level = Key("log.level", .choice, default: Level.info, "What is logged")
  static let ratio = Key("trace.ratio", .decimal(0...1), default: 0.1, "The share of traces")
  static let networks = Key("net.allow", .list(of: .nonEmptyString), default: ["lan"], "Networks to let in")
  static let certificate = Key<String?>("tls.certificate", .file, "The certificate")
  static let database = Key<String?>(
    "database.url", .nonEmptyString, flag: "database", secrecy: .hiddenPassword, "The database")
  static let token = Key<String?>("admin.token", .nonEmptyString, secrecy: .hidden, "The token")
  static let pin = Key<Int?>("admin.pin", .integer(1000...9999), secrecy: .hidden, "The number")

  static let schema = ConfigurationSchema(
    program: "export-ia", ignoredVariables: ["EXPORT_IA_TEST_", "EXPORT_IA_LONG_", "EXPORT_IA_BENCH_"],
    keys: [
      port, address, body, timeout, compress, level, ratio, networks, certificate, database, token, pin,
    ])

  /// The options of a command line, as a command gets them.
  static func occurrences(_ words: [String]) async -> [OptionOccurrence] {
    let seen = Seen()
    let command = Command("export-ia", "Test", options: schema.options) { context in
      await seen.set(context.occurrences)
      return .success
    }
    _ = await Tool(command, version: "0").run(words)
    return await seen.occurrences
  }

  private actor Seen {
    var occurrences: [OptionOccurrence] = []
    func set(_ new: [OptionOccurrence]) { occurrences = new }
  }
}

/// A folder of its own that goes with the test.
final class Folder {
  let path: String

  init() {
    var template = Array("/tmp/export-ia-configuration.XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
  }

  deinit {
    for name in written { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  private var written: [String] = []

  @discardableResult
  func write(_ text: String, to name: String = "export-ia.toml") -> String {
    written.append(name)
    let file = fopen("\(path)/\(name)", "w")
    fwrite(text, 1, text.utf8.count, file)
    if let file { fclose(file) }
    return "\(path)/\(name)"
  }
}
