internal import ByteIO
public import Exports
internal import HTTPMessage
public import HTTPServer
public import Identity
internal import JSON

/// The routes with which exports are made, followed and fetched. Both families of paths share their handlers.
public struct ExportAPI: Sendable {
  let jobs: JobStore
  let engines: EngineCatalogue
  let vault: any FileVault
  let identity: IdentityStore?
  /// For what blocks: files, and the checks of large contents.
  let pool: BlockingPool
  let bodyLimit: Int
  let live: LiveEvents
  let keysInFlight = KeysInFlight()

  /// Without `identity` everybody is the local user.
  public init(
    jobs: JobStore, engines: EngineCatalogue, vault: any FileVault, identity: IdentityStore?, pool: BlockingPool,
    bodyLimit: Int = 64 << 20
  ) {
    self.jobs = jobs
    self.engines = engines
    self.vault = vault
    self.identity = identity
    self.pool = pool
    self.bodyLimit = bodyLimit
    live = LiveEvents(jobs.events)
  }

  public func add(to router: inout Router) {
    router.group(middleware: [Authentication(identity)]) { router in
      addMaking(to: &router)
      addFollowing(to: &router)
      addChanging(to: &router)
      addFetching(to: &router)
      addBatches(to: &router)
      addCatalogue(to: &router)
      addConversion(to: &router)
      addCallbacks(to: &router)
      addLive(to: &router)
      addAnalytics(to: &router)
      if let identity {
        addKeys(to: &router)
        addUsers(to: &router, identity)
      }
    }
    if identity != nil { addSetup(to: &router) }
  }

  /// The job of the path, if whoever asks may see it.
  func job(_ request: Request, _ scope: Scope) async throws -> (job: Job, principal: Principal) {
    let principal = try request.principal(for: scope)
    let id = try request.parameter("id", as: String.self)
    guard let job = try await jobs.find(id, tenant: principal.tenant) else { throw NoSuchJob(id: id) }
    // Editors change their own exports; others need the scope for everybody's.
    if scope == .writeExports, job.owner != principal.name, !principal.may(.manageExports) {
      throw HTTPError(
        .forbidden, code: "not_the_owner",
        detail: "The export belongs to somebody else. Its owner or an operator can change it.")
    }
    return (job, principal)
  }

  func answer(_ job: Job, status: HTTPStatus = .ok) -> Response {
    .fresh(JobDocument(job: job, now: jobs.clock.now()).bytes(), status: status)
  }
}
