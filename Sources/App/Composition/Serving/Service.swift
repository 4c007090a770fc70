internal import API
internal import ByteIO
internal import CommandLineTool
internal import Configuration
internal import Database
internal import EventStore
internal import Exports
internal import Glibc
internal import HTTPServer
internal import Identity
internal import Telemetry

/// Everything that runs while the program serves, from the database to the listeners.
final class Service: Sendable {
  let places: [String]
  let dataPlace: String
  let logger: Logger
  private let database: any SQLDatabase
  private let events: EventStore
  /// With what the first administrator is made; nil when there is one, or nobody needs one.
  let setupCode: String?
  private let exports: ExportSystem
  private let observation: Observation
  private let health: HealthMonitor
  private let healthRounds: Task<Void, Never>
  private let server: HTTPServer
  private let tls: TLSContext?
  private let stopTimeout: Duration

  /// Opens the data, brings its tables up to date, and returns when connections are accepted.
  static func start(_ settings: Settings) async throws -> Service {
    let location = settings.database
    if case .embedded = location { try DataFolder.prepare(settings.dataFolder) }
    let database = try await open(location)
    do {
      try await Schema.migrate(database)
      return try await Service(
        settings, database, EventStore.open(on: database, inline: ExportSystem.inline(database.dialect)))
    } catch {
      await database.close()
      throw error
    }
  }

  static func open(_ location: DatabaseLocation) async throws -> any SQLDatabase {
    do {
      return try await location.open()
    } catch let error as DatabaseError {
      throw CommandFailure(
        code: error.code.rawValue, "the database (\(location)) cannot be used: \(error.message)",
        hint: location.remedy)
    }
  }

  private init(_ settings: Settings, _ database: any SQLDatabase, _ events: EventStore) async throws {
    self.database = database
    self.events = events
    dataPlace = "\(settings.database)"
    let observation = try Observation(settings.configuration)
    self.observation = observation
    logger = observation.logs.logger("service")
    stopTimeout = settings.configuration[Keys.stopTimeout]
    tls = try Self.tls(settings.configuration)
    let isLocal = settings.configuration[Keys.local]
    if isLocal { try Self.checkLoopback(settings.configuration[Keys.host]) }
    let identity = isLocal ? nil : IdentityStore(database, now: ExportClock.system.now)
    setupCode = try await identity?.setupCode()
    try DataFolder.prepare(settings.dataFolder)
    exports = try ExportSystem(events, settings, logger: observation.logs.logger("exports"))
    try await exports.start(countsFigures: true)
    health = HealthMonitor(
      version: ProductVersion.number,
      probes: [
        HealthProbe("database", isCritical: true) {
          try await database.check()
          return database.dialect == .sqlite ? "SQLite" : "PostgreSQL"
        }
      ],
      now: { WallClock.text() })
    let registry = observation.registry
    let api = ServiceAPI(health: health, startedAt: WallClock.text(), isLocal: isLocal) { accept in
      let format = ExpositionFormat.negotiated(accept: accept)
      return (registry.exposition(format), format.contentType)
    }
    let routes = exports.routes(identity: identity, pool: BlockingPool(threads: 8))
    let router = api.router { routes.add(to: &$0) }
    let observer = RequestObserver(
      router.routes, metrics: HTTPServerMetrics(registry), tracer: observation.tracer,
      logger: observation.logs.logger("http"), logsEveryRequest: settings.configuration[Keys.logRequests])
    let application = Application(
      router: router, filters: try RequestFilters.all(settings.configuration), observers: [observer])
    server = HTTPServer(application, configuration: Self.listening(settings.configuration), tls: tls)
    await health.refresh()
    do {
      try server.start()
    } catch {
      throw CommandFailure(
        code: "listen", "\(error)", hint: "Is another program on that port? Choose another one with --port.")
    }
    places = server.addresses.map { [isSecure = tls != nil] in Self.url($0, isSecure: isSecure) }
    let monitor = health
    healthRounds = Task { await monitor.run(every: .seconds(5)) }
  }

  /// Takes no new work, finishes what was accepted, and closes the data.
  func stop() async {
    health.beginStopping()
    await server.stop(withinMilliseconds: Int64(stopTimeout / .milliseconds(1)))
    await exports.stop(within: stopTimeout)
    healthRounds.cancel()
    await healthRounds.value
    await database.close()
    await observation.stop()
  }

  func reload() throws {
    try tls?.reload()
  }

  /// Without keys the service must not be reached from elsewhere.
  private static func checkLoopback(_ host: String) throws {
    guard host == "localhost" || host == "::1" || host.hasPrefix("127.") else {
      throw CommandFailure(
        code: "local_address", "--local listens on this machine only, and \(host) can be reached from others",
        hint: "Leave --local out and use keys, or leave --host out.")
    }
  }

  private static func listening(_ configuration: EffectiveConfiguration) -> ServerConfiguration {
    var addresses = [
      ListenAddress.tcp(host: configuration[Keys.host], port: UInt16(configuration[Keys.port]))
    ]
    if let socket = configuration[Keys.socket] { addresses.append(.unix(path: socket)) }
    var listening = ServerConfiguration(addresses: addresses, loops: configuration[Keys.threads])
    listening.limits.connections = configuration[Keys.connections]
    return listening
  }

  private static func tls(_ configuration: EffectiveConfiguration) throws -> TLSContext? {
    switch (configuration[Keys.certificate], configuration[Keys.certificateKey]) {
    case (nil, nil): return nil
    case (let certificate?, let key?): return try TLSContext(certificate: certificate, key: key)
    default:
      throw CommandFailure(
        code: "certificate", "http.certificate and http.certificate_key belong together; one of them is not set")
    }
  }

  private static func url(_ address: ListenAddress, isSecure: Bool) -> String {
    switch address {
    case .tcp(let host, let port):
      "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
