internal import Synchronization
internal import Threads

/// Asks every dependency in rounds, so that answering `/health` costs no round trip.
///
/// A load balancer asks every instance all the time; were each question passed on to the database,
/// the questions would be a load of their own and a slow database would make the page slow.
public final class HealthMonitor: Sendable {
  /// The answer to a health question, made once a round.
  struct Answer: Sendable {
    let isReady: Bool
    let body: [UInt8]
  }

  private let version: String
  private let probes: [HealthProbe]
  private let patience: Duration
  private let now: @Sendable () -> String
  private let state: Lock<Answer>
  private let stopping = Atomic<Bool>(false)

  /// `now` returns the wall-clock time as text; a probe that takes longer than `patience` counts as down.
  public init(
    version: String, probes: [HealthProbe], patience: Duration = .seconds(2), now: @escaping @Sendable () -> String
  ) {
    self.version = version
    self.probes = probes
    self.patience = patience
    self.now = now
    let first = HealthReport(
      version: version, checkedAt: now(),
      dependencies: probes.map {
        .init(name: $0.name, isCritical: $0.isCritical, isUp: false, detail: "not asked yet", milliseconds: 0)
      })
    state = Lock(Answer(isReady: first.isReady, body: first.json()))
  }

  var answer: Answer { state.withLock { $0 } }

  /// From here on the service says that it is not ready, so that no new work is sent to it.
  public func beginStopping() {
    stopping.store(true, ordering: .releasing)
    state.withLock { $0 = Answer(isReady: false, body: $0.body) }
  }

  @discardableResult
  public func refresh() async -> HealthReport {
    let dependencies = await withTaskGroup(of: (Int, HealthReport.Dependency).self) { group in
      for (index, probe) in probes.enumerated() {
        group.addTask { [patience] in (index, await Self.ask(probe, patience: patience)) }
      }
      var found: [(Int, HealthReport.Dependency)] = []
      for await result in group { found.append(result) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let report = HealthReport(version: version, checkedAt: now(), dependencies: dependencies)
    let isReady = report.isReady && !stopping.load(ordering: .acquiring)
    state.withLock { $0 = Answer(isReady: isReady, body: report.json()) }
    return report
  }

  /// Refreshes until the task is cancelled.
  public func run(every interval: Duration) async {
    while !Task.isCancelled {
      await refresh()
      try? await Task.sleep(for: interval)
    }
  }

  private enum Outcome: Sendable {
    case up(String?)
    case down(String)
  }

  private static func ask(_ probe: HealthProbe, patience: Duration) async -> HealthReport.Dependency {
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = await withTaskGroup(of: Outcome.self) { group in
      group.addTask {
        do {
          return .up(try await probe.check())
        } catch {
          return .down("\(error)")
        }
      }
      group.addTask {
        try? await Task.sleep(for: patience)
        return .down("no answer within \(patience)")
      }
      defer { group.cancelAll() }
      return await group.next()
    }
    let (isUp, detail): (Bool, String?) =
      switch outcome {
      case .up(let detail): (true, detail)
      case .down(let reason): (false, reason)
      case nil: (false, nil)
      }
    return .init(
      name: probe.name, isCritical: probe.isCritical, isUp: isUp, detail: detail,
      milliseconds: (clock.now - start) / .milliseconds(1))
  }
}
