import Database
import EventStore
import TestSupport
import Testing

@testable import Exports

@Suite struct JobCommandTests {
  /// Events that bring a job into each state.
  private static let ways: [JobState: [JobEvent]] = [
    .queued: [], .running: [.started(attempt: 1, worker: "w")], .paused: [.paused],
    .completed: [.started(attempt: 1, worker: "w"), .completed(JobResult(files: []))],
    .failed: [.started(attempt: 1, worker: "w"), .failed(JobError("x", "y"))], .cancelled: [.cancelled],
    .expired: [.cancelled, .expired],
  ]

  private func make(_ state: JobState, _ jobs: JobStore) async throws -> Job {
    let job = try await jobs.submit(specification())
    let events = try #require(Self.ways[state]).map(jobs.newEvent)
    if !events.isEmpty {
      let refused = try await jobs.apply([JobChange(tenant: "acme", id: job.id, version: 1, events: events)])
      #expect(refused.isEmpty)
    }
    return try #require(try await jobs.find(job.id, tenant: "acme"))
  }

  @Test func theRulesAreTheOnesOfThePage() throws {
    let allowed: [JobCommand: Set<JobState>] = [
      .cancel: [.queued, .running, .paused, .cancelled], .pause: [.queued, .running, .paused],
      .resume: [.paused, .queued, .running], .retry: [.failed, .cancelled, .expired, .queued, .running],
      .remove: [.completed, .failed, .cancelled, .expired],
    ]
    for command in JobCommand.allCases {
      for state in JobState.allCases {
        var job = Job(JobSubmission(specification()), id: "x", tenant: "t", owner: nil, at: 0)
        job.state = state
        var isAllowed = true
        do { _ = try JobRules.event(for: command, on: job) } catch { isAllowed = false }
        #expect(isAllowed == (allowed[command]?.contains(state) ?? false), "\(command.rawValue) on \(state.rawValue)")
      }
    }
  }

  /// A hundred commands at once on one job: each is answered, and what is stored is one history that the rules allow.
  @Test(arguments: ExportWorld.allCases, JobState.allCases)
  func manyAtOnceHaveOneOutcome(_ world: ExportWorld, _ state: JobState) async throws {
    try await world.with { world in
      let jobs = world.store()
      let job = try await make(state, jobs)
      let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<100 {
          group.addTask {
            switch number % 4 {
            case 0: return try await self.ask(jobs, job, .cancel)
            case 1: return try await self.complete(jobs, job)
            case 2: return try await self.ask(jobs, job, .retry)
            default: return try await self.ask(jobs, job, number % 8 == 3 ? .pause : .resume)
            }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(answers > 0 || state == .completed)
      let events = try await jobs.history(job.id, tenant: "acme")
      #expect(events.map(\.version) == Array(1...events.count))
      try check(events, try #require(try await jobs.find(job.id, tenant: "acme")))
      #expect(events.count { $0.type == "job_completed" } <= 1, "nothing is finished twice")
      #expect(try await world.events.verify(World.projections(world.database.dialect)).isEmpty)
    }
  }

  private func ask(_ jobs: JobStore, _ job: Job, _ command: JobCommand) async throws -> Bool {
    do {
      _ = try await jobs.change(job.id, command, tenant: "acme", actor: "ada")
      return true
    } catch is CommandRefused {
      return false
    }
  }

  /// As the worker does that was given the job at the beginning.
  private func complete(_ jobs: JobStore, _ job: Job) async throws -> Bool {
    guard job.state == .running else { return false }
    let change = JobChange(
      tenant: "acme", id: job.id, version: job.version, events: [jobs.newEvent(.completed(JobResult(files: [])))])
    return try await jobs.apply([change]).isEmpty
  }

  /// Follows the history by the table of states.
  private func check(_ events: [RecordedEvent], _ job: Job) throws {
    let ways: [String: (from: Set<JobState>, to: JobState)] = [
      "job_started": ([.queued], .running), "job_completed": ([.running], .completed),
      "job_failed": ([.running], .failed), "job_cancelled": ([.queued, .running, .paused], .cancelled),
      "job_paused": ([.queued, .running], .paused), "job_resumed": ([.paused], .queued),
      "job_retried": ([.failed, .cancelled, .expired], .queued),
      "job_expired": ([.completed, .failed, .cancelled], .expired),
    ]
    var state = JobState.queued
    for event in events.dropFirst() {
      let way = try #require(ways[event.type])
      #expect(way.from.contains(state), "\(event.type) after \(state.rawValue)")
      state = way.to
    }
    #expect(job.state == state)
    #expect(job.version == events.count)
  }

  @Test(arguments: ExportWorld.allCases)
  func aWorkerThatLostTheJobChangesNothing(_ world: ExportWorld) async throws {
    try await world.with { world in
      let jobs = world.store()
      let job = try await make(.running, jobs)
      // It is rescued, and another one starts it.
      let rescued = JobChange(
        tenant: "acme", id: job.id, version: 2,
        events: [
          jobs.newEvent(.rescued(reason: "silent", counts: true)), jobs.newEvent(.started(attempt: 1, worker: "new")),
        ])
      #expect(try await jobs.apply([rescued]).isEmpty)
      let other = try await make(.running, jobs)
      // The old one comes back, in one transaction with a change that is fine.
      let changes = [job, other].map { job in
        JobChange(
          tenant: "acme", id: job.id, version: 2, events: [jobs.newEvent(.completed(JobResult(files: [])))])
      }
      #expect(try await jobs.apply(changes) == [0])
      #expect(try await jobs.find(job.id, tenant: "acme")?.state == .running)
      #expect(try await jobs.find(other.id, tenant: "acme")?.state == .completed)
      #expect(try await jobs.find(job.id, tenant: "acme").map { JobRules.holds(job.token, $0) } == false)
    }
  }

  @Test func aJobThatTakesItsProcessWithItIsGivenUp() {
    guard case .rescued(_, true) = JobRules.rescue(rescues: 3, reason: "x") else {
      Issue.record("the fourth time is a rescue")
      return
    }
    guard case .failed(let error) = JobRules.rescue(rescues: 4, reason: "x") else {
      Issue.record("the fifth time is the last")
      return
    }
    #expect(error.code == "worker_lost")
  }

  @Test func pausesGrowAndDiffer() {
    let policy = RetryPolicy(firstSeconds: 2, mostSeconds: 60)
    #expect(policy.delay(after: 1, random: 1) == 2_000_000)
    #expect(policy.delay(after: 1, random: 0) == 1_000_000)
    #expect(policy.delay(after: 3, random: 1) == 8_000_000)
    #expect(policy.delay(after: 99, random: 1) == 60_000_000)
  }
}
