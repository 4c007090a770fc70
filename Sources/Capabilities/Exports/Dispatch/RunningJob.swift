internal import Threads

/// A job that this process runs, or holds while it is paused.
final class RunningJob: Sendable {
  /// What shows that the job is ours.
  struct Claim: Sendable {
    var token: Int
    /// The version of its newest event, as far as we know.
    var version: Int
    var attempt: Int
    var rescues: Int
    /// Of the lease, where several processes share a database.
    var lease: Int?
  }

  let tenant: String
  let id: String
  let specification: JobSpecification
  let origin: JobEnding.Origin
  let checkpoint: Checkpoint
  /// Nanoseconds of the clock that never jumps.
  let deadline: UInt64
  private let state: Lock<State>

  private struct State {
    var claim: Claim
    var isPaused = false
    var outcome: RenderOutcome?
    var isGivenUp = false
    /// Whether it takes one of the slots.
    var isCounted = true
  }

  init(
    tenant: String, id: String, specification: JobSpecification, origin: JobEnding.Origin, claim: Claim,
    checkpoint: Checkpoint, deadline: UInt64
  ) {
    self.tenant = tenant
    self.id = id
    self.specification = specification
    self.origin = origin
    self.checkpoint = checkpoint
    self.deadline = deadline
    state = Lock(State(claim: claim))
  }

  var claim: Claim { state.withLock { $0.claim } }
  var isPaused: Bool { state.withLock { $0.isPaused } }
  /// Whether the thread that runs it no longer counts.
  var isGivenUp: Bool { state.withLock { $0.isGivenUp } }

  func advance(to version: Int) {
    state.withLock { $0.claim.version = version }
  }

  func pause() {
    state.withLock { $0.isPaused = true }
    checkpoint.hold()
  }

  /// The job is ours again; returns what was made of it meanwhile.
  func resume(_ claim: Claim) -> RenderOutcome? {
    let outcome = state.withLock { state in
      state.claim = claim
      state.isPaused = false
      return state.outcome.take()
    }
    checkpoint.release()
    return outcome
  }

  /// Keeps the outcome for the time after the pause; false when the job is not paused.
  func keepWhilePaused(_ outcome: RenderOutcome) -> Bool {
    state.withLock { state in
      guard state.isPaused else { return false }
      state.outcome = outcome
      return true
    }
  }

  /// Whether it ended while it was paused.
  var keepsOutcome: Bool { state.withLock { $0.outcome != nil } }

  /// Returns whether it took a slot before.
  func count(_ isCounted: Bool) -> Bool {
    state.withLock { state in
      defer { state.isCounted = isCounted }
      return state.isCounted
    }
  }

  func giveUp() {
    state.withLock { $0.isGivenUp = true }
  }
}

/// How a render ended.
enum RenderOutcome: Sendable {
  case completed(RenderedFiles)
  case failed(JobError)
  case stopped(RenderStopped)
}

/// What a render made, before it is published.
struct RenderedFiles: Sendable {
  var files: [JobFile] = []
  var publications: [VaultPublication] = []
  var warnings: [JobWarning] = []
  var pages: Int?
  var qualityScore: Double?
  var isCached = false
}
