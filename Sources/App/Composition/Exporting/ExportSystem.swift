internal import API
internal import CommandLineTool
internal import Configuration
internal import Database
internal import EventStore
internal import ExportFiles
internal import Exports
internal import Files
internal import Glibc
internal import HTTPServer
internal import Identity
internal import Telemetry

/// The exports of a process: the jobs, who runs them, and the routes to them.
struct ExportSystem: Sendable {
  let jobs: JobStore
  let dispatcher: Dispatcher
  let vault: LocalVault
  let engines: EngineCatalogue
  private let hints: ProcessHints
  private let callbacks: CallbackSender
  private let analytics: ProjectionLoop

  static func inline(_ dialect: SQLDialect) -> [any Projection] { [JobProjection(dialect), BatchProjection()] }

  init(_ events: EventStore, _ settings: Settings, logger: Logger) throws {
    let renders = settings.configuration[Keys.renders]
    let clock = ExportClock.system
    let isOnlyProcess = events.database.dialect == .sqlite
    let inbox = DispatchInbox(clock: clock, isOnlyProcess: isOnlyProcess)
    jobs = JobStore(events, clock: clock, identifiers: TimeOrderedIdentifiers(now: clock.now), listener: inbox)
    vault = LocalVault(
      try LocalBlobStore(folder: settings.dataFolder + "/files", isOnlyUser: isOnlyProcess), events.database)
    let signer = try settings.configuration[Keys.signer].map { try FileSigner(path: $0) }
    engines = EngineCatalogue(
      [DocumentEngine(signer: signer), TableEngine(), ReportEngine(signer: signer)], merging: TemplateMerge())
    let limits = settings.configuration[Keys.formatLimits]
    for limit in limits where engines.documentTypes(of: limit.format).isEmpty {
      throw CommandFailure(
        code: "format_unknown", "exports.format_limits names '\(limit.format)', which is no format",
        hint: "There are \(engines.formatNames.joined(separator: ", ")).")
    }
    let tenantLimit = settings.configuration[Keys.tenantLimit]
    dispatcher = Dispatcher(
      jobs, inbox, engines: engines, vault: vault,
      options: DispatchOptions(
        slots: renders > 0 ? renders : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), worker: Self.worker(),
        tenantLimit: tenantLimit > 0 ? tenantLimit : .max,
        formatLimits: Dictionary(limits.map { ($0.format, $0.limit) }, uniquingKeysWith: min),
        lease: settings.configuration[Keys.lease],
        history: settings.configuration[Keys.history] > .zero ? settings.configuration[Keys.history] : nil),
      log: { logger.error("jobs", ["problem": .string($0)]) })
    callbacks = CallbackSender(
      CallbackStore(jobs), try CallbackPost(privateHosts: settings.configuration[Keys.callbackHosts]),
      log: { logger.warning("callbacks", ["problem": .string($0)]) })
    analytics = ProjectionLoop(AnalyticsProjection(), in: events, logger: logger)
    hints = ProcessHints(events.database, events, inbox)
  }

  /// Begins to make exports and to tell whoever asked to be told. One process or a few count the figures; workers
  /// have better things to do.
  func start(countsFigures: Bool) async throws {
    if countsFigures { try await analytics.start() }
    try await dispatcher.start()
    callbacks.start()
  }

  /// Ends the jobs in good order, or gives them back to the queue.
  func stop(within limit: Duration) async {
    await dispatcher.stop(within: limit)
    await callbacks.stop()
    await analytics.stop()
    await hints.stop()
  }

  func routes(identity: IdentityStore?, pool: BlockingPool) -> ExportAPI {
    ExportAPI(jobs: jobs, engines: engines, vault: vault, identity: identity, pool: pool)
  }

  /// Unlike that of any other process and of any earlier start.
  private static func worker() -> String {
    var name = [CChar](repeating: 0, count: 65)
    gethostname(&name, 64)
    let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return "\(host)-\(getpid())-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
  }
}
