internal import Database
internal import EventStore

/// Events that are to follow on a version of a job, with statements of the same transaction.
struct JobChange: Sendable {
  var tenant: String
  var id: String
  var version: Int
  var events: [NewEvent]
  /// A guard among them that is not met undoes this change.
  var also: [Statement] = []
  var lease: JobLease.Guard?

  var newVersion: Int { version + events.count }
}

extension JobStore {
  /// Stores many changes in as few transactions as possible. Those whose job has moved on, or whose guard is not met,
  /// are left out; their places are returned.
  func apply(_ changes: [JobChange], causation: String? = nil, actor: String? = nil) async throws -> Set<Int> {
    guard !changes.isEmpty else { return [] }
    let context = EventContext(time: clock.now(), causation: causation, actor: actor)
    var left = Array(changes.indices)
    var refused: Set<Int> = []
    while !left.isEmpty {
      let appends = left.map { index in
        StreamAppend(
          Self.stream(changes[index].tenant, changes[index].id), expecting: .exact(changes[index].version),
          changes[index].events, context: context)
      }
      do {
        try await events.append(
          appends, also: left.flatMap { changes[$0].also } + JobLease.statements(left.compactMap { changes[$0].lease }))
        break
      } catch let conflict as VersionConflict {
        guard let place = appends.firstIndex(where: { $0.stream == conflict.stream }) else { throw conflict }
        refused.insert(left.remove(at: place))
      } catch let error as DatabaseError
        where error.code == .expectationFailed || error.code == .uniqueViolation
      {
        if left.count == 1 {
          refused.insert(left[0])
          break
        }
        let half = left.count / 2
        for part in [Array(left[..<half]), Array(left[half...])] {
          let lost = try await apply(part.map { changes[$0] }, causation: causation, actor: actor)
          refused.formUnion(lost.map { part[$0] })
        }
        break
      }
    }
    feed.changed(left.lazy.filter { !refused.contains($0) }.map { changes[$0].id })
    return refused
  }
}
