internal import Database
internal import EventStore

extension JobStore {
  /// Forgets the jobs that ended before a time, with their events, and the batches that have no job left. Analytics
  /// keep what they counted. Returns how many; `stops` ends it early.
  @discardableResult
  func forget(endedBefore time: Int64, while stops: () -> Bool) async throws -> Int {
    var forgotten = 0
    var from = (tenant: "", id: "")
    while !stops() {
      let rows = try await database.query(
        Statement(
          """
          select tenant, id, version, batch, finished_at, state from job where (tenant, id) > ($1, $2)
          order by tenant, id limit 1000
          """, [.text(from.tenant), .text(from.id)])
      ).rows
      guard let last = rows.last else { break }
      from = (try last.text(0), try last.text(1))
      var ended: [(stream: StreamID, version: Int, batch: String?)] = []
      for row in rows {
        guard let state = JobState(rawValue: try row.text(5)), state.isTerminal,
          let finished = try row.intIfPresent(4), Int64(finished) < time
        else { continue }
        ended.append((Self.stream(try row.text(0), try row.text(1)), try row.int(2), try row.textIfPresent(3)))
      }
      for start in stride(from: 0, to: ended.count, by: 100) {
        forgotten += try await forget(Array(ended[start..<min(start + 100, ended.count)]))
      }
    }
    return forgotten
  }

  /// One that has moved on in the meantime, as it was retried, stays.
  private func forget(_ ended: [(stream: StreamID, version: Int, batch: String?)]) async throws -> Int {
    let jobs = ended.flatMap { item in
      EventStore.forgetting(item.stream, at: item.version) + [
        Statement(
          "delete from job where tenant = $1 and id = $2", [.text(item.stream.tenant), .text(item.stream.name)]),
        JobSource.forget(tenant: item.stream.tenant, job: item.stream.name),
      ]
    }
    var batches: Set<StreamID> = []
    for item in ended { if let batch = item.batch { batches.insert(Self.stream(item.stream.tenant, batch)) } }
    let empty = "not exists (select 1 from job where job.tenant = $1 and job.batch = $2)"
    let emptied = batches.sorted { ($0.tenant, $0.name) < ($1.tenant, $1.name) }.flatMap { batch in
      [
        "event where tenant = $1 and stream = $2", "event_stream where tenant = $1 and stream = $2",
        "batch where tenant = $1 and id = $2",
      ].map { Statement("delete from \($0) and \(empty)", [.text(batch.tenant), .text(batch.name)]) }
    }
    do {
      _ = try await database.run(jobs + emptied)
      return ended.count
    } catch let error as DatabaseError where error.code == .expectationFailed {
      if ended.count == 1 { return 0 }
      var count = 0
      for item in ended { count += try await forget([item]) }
      return count
    }
  }
}
