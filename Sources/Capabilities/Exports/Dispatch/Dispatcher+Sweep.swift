internal import ByteIO
internal import Database
internal import EventStore

/// Files, keys and jobs whose time is over.
extension Dispatcher {
  /// How long an idempotency key is remembered, in microseconds.
  static let keyLife: Int64 = 24 * 3_600 * 1_000_000
  /// A content is kept this long after its last use, so that a job which is just taking it over finds it.
  static let unusedLife: Int64 = 3_600 * 1_000_000

  /// `round` counts the sweeps of this process; `start` is the part of the store that the first of them looks at.
  func sweep(_ round: Int, from start: Int = 0) async throws {
    let now = jobs.clock.now()
    if isCluster {
      try await jobs.database.run(JobLease.leftovers)
    } else {
      // What a failed read dropped from memory is still in the database.
      let due = try await jobs.database.query(
        Statement(
          "select distinct tenant, priority from job where state = 'queued' and run_at <= $1", [.integer(now)]))
      expect(due.rows, onlyEmpty: true)
    }
    try await jobs.database.run(IdempotencyKey.forget(before: now - Self.keyLife))
    try await expireFiles(now)
    if let history = options.history, round % 240 == 0 {
      // A job that a key answers with is not forgotten before the key.
      let life = max(Int64(history / .microseconds(1)), Self.keyLife)
      try await jobs.forget(endedBefore: now - life) { stops }
    }
    try await removeUnused(part: (start + round) % 256, now)
  }

  private func expireFiles(_ now: Int64) async throws {
    while !stops {
      let rows = try await jobs.database.query(
        Statement("select \(Job.columns) from job where expires_at < $1 limit 200", [.integer(now)])
      ).rows
      if rows.isEmpty { break }
      let expired = try rows.map(Job.init)
      let changes = expired.map { job in
        JobChange(
          tenant: job.tenant, id: job.id, version: job.version, events: [jobs.newEvent(.expired)],
          also: job.files.map { vault.withdraw(tenant: job.tenant, name: Self.publicationName(job.id, $0.format)) })
      }
      let refused = try await jobs.apply(changes, causation: "policy", actor: nil)
      if refused.count == expired.count { break }
      try await removeUnused(expired.flatMap(\.files).compactMap { SHA256Digest(hexadecimal: $0.hash) }, now)
    }
  }

  /// Goes through the store part by part: what no job needs goes, whatever it was left behind by.
  private func removeUnused(part: Int, _ now: Int64) async throws {
    try await removeUnused(try await vault.contents(part: part), now)
  }

  private func removeUnused(_ hashes: [SHA256Digest], _ now: Int64) async throws {
    for start in stride(from: 0, to: hashes.count, by: 200) where !stops {
      let some = Array(hashes[start..<min(start + 200, hashes.count)])
      let used = try await jobs.database.read(some.map(JobSource.use(of:)))
      let unused = zip(some, used).filter { $0.1.rows.isEmpty }.map(\.0)
      try await vault.removeUnused(unused, unusedSince: now - Self.unusedLife)
    }
  }
}
