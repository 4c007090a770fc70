internal import CommandLineTool
internal import Configuration
internal import Telemetry

/// Every key of the configuration; `docs/configuration.md` is made from this.
enum Keys {
  static let host = Key("http.host", .nonEmptyString, default: "127.0.0.1", flag: "host", "The address to listen on")
  static let local = Key(
    "http.local", .boolean, default: false, flag: "local",
    "Ask for no key; only on a loopback address, for whoever sits at this machine")
  static let port = Key(
    "http.port", .integer(0...65_535).named("PORT"), default: 8000, flag: "port", short: "p",
    "The port to listen on; 0 lets the system choose")
  static let socket = Key("http.socket", .file, "A Unix socket to listen on as well")
  static let threads = Key(
    "http.threads", .integer(0...256), default: 0, "Event loops, one thread each; 0 takes one for each processor")
  static let certificate = Key(
    "http.certificate", .file, "The certificate chain (PEM) to serve HTTPS with; read again on SIGHUP")
  static let certificateKey = Key("http.certificate_key", .file, "The private key (PEM) of the certificate")
  static let connections = Key(
    "http.connections", .integer(1...1_000_000), default: 10_000, "Connections that may be open at once")
  static let hosts = Key(
    "http.hosts", .list(of: .nonEmptyString), default: [],
    "Host names to answer for, *.example.org for all below; none given: only this machine's on a loopback address, else all"
  )
  static let proxies = Key(
    "http.trusted_proxies", .list(of: .nonEmptyString), default: [],
    "Addresses or networks of the proxies whose X-Forwarded fields are believed")
  static let strictTransport = Key(
    "http.strict_transport", .duration(.zero ... .seconds(63_072_000)), default: .zero,
    "How long browsers shall insist on HTTPS; sent only over TLS")
  static let stopTimeout = Key(
    "http.stop_timeout", .duration(.zero ... .seconds(600)), default: .milliseconds(2_500),
    "How long accepted requests may take to finish at a stop")
  static let data = Key("data.folder", .folder, default: "data", flag: "data", "The folder that holds the data")
  static let renders = Key(
    "exports.renders", .integer(0...256), default: 0,
    "Exports that are made at the same time; 0 takes one for each processor")
  static let lease = Key(
    "exports.lease", .duration(.seconds(2) ... .seconds(3_600)), default: .seconds(30),
    "How long a process that shares its database may be silent before others take its exports")
  static let tenantLimit = Key(
    "exports.tenant_limit", .integer(0...100_000), default: 0,
    "Exports of one tenant that are made at the same time, over all processes; 0 sets no limit")
  static let formatLimits = Key(
    "exports.format_limits", .list(of: .formatLimit), default: [],
    "The same by format, as pdf=2,xlsx=1; formats that are not named have no limit")
  static let history = Key(
    "exports.history", .duration(.zero ... .seconds(3_155_760_000)), default: .zero,
    "How long an export is remembered after it ended, as 8760h, but a day at least; 0 keeps it for ever")
  static let signer = Key(
    "exports.signer", .file, "A PEM file with the certificates and the key that sign what is exported with \"sign\"")
  static let callbackHosts = Key(
    "callbacks.private_hosts", .list(of: .nonEmptyString), default: [],
    "Hosts on private addresses that exports may report to; all public ones may be reached")
  static let databaseURL = Key(
    "database.url", .nonEmptyString, secrecy: .hiddenPassword,
    "A PostgreSQL URL; without it an embedded SQLite database in the data folder is used")

  static let logLevel = Key(
    "log.level", .logLevels, default: LogLevels(),
    "From which level on to log, also by subsystem: info,http=debug")
  static let logFormat = Key(
    "log.format", .choice, default: LogOutput.auto, "How lines are written; auto is pretty on a terminal, else JSON")
  static let logRequests = Key(
    "log.requests", .boolean, default: false, "Log every request at info, not only those that fail")
  static let tracesURL = Key(
    "traces.url", .nonEmptyString, secrecy: .hiddenPassword, "The OTLP/HTTP collector that gets the traces")
  static let tracesRatio = Key(
    "traces.ratio", .decimal(0...1), default: 0.1, "The share of traces that is kept where the caller does not decide")

  static let schema = ConfigurationSchema(
    program: "export-ia",
    // Of the tests, the benchmarks and the long runs.
    ignoredVariables: [
      "EXPORT_IA_TEST_", "EXPORT_IA_BENCH_", "EXPORT_IA_LONG_", "EXPORT_IA_BINARY",
      // Those of the commands that ask a server.
      "EXPORT_IA_SERVER", "EXPORT_IA_API_KEY",
    ],
    keys: [
      host, local, port, socket, threads, certificate, certificateKey, connections, hosts, proxies, strictTransport,
      stopTimeout, data, renders, lease, tenantLimit, formatLimits, history, signer, callbackHosts, databaseURL,
      logLevel, logFormat, logRequests, tracesURL, tracesRatio,
    ])
}

/// The values of `log.format`.
enum LogOutput: String, CaseIterable, Sendable {
  case auto, pretty, json
}

extension ValueType where Value == LogLevels {
  fileprivate static var logLevels: Self {
    Self(
      placeholder: "LEVEL",
      expectation:
        "a level (\(LogLevel.allCases.map(\.name).joined(separator: ", "))) or a list such as info,http=debug",
      show: { $0.description }, read: { LogLevels(parsing: $0) })
  }
}
