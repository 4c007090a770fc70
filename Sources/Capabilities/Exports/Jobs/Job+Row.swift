internal import Database
internal import JSON

extension Job {
  static let columns = """
    tenant, id, version, token, state, owner, batch, item, created_at, run_at, started_at, finished_at, updated_at, \
    expires_at, attempt, rescues, worker, progress, step, steps_done, steps_total, warnings, error, files, report, \
    cached, request
    """

  init(_ row: SQLRow) throws {
    guard let state = JobState(rawValue: try row.text(4)) else {
      throw DatabaseError(.invalidValue, "A row of job has the unknown state '\(try row.text(4))'.")
    }
    self.init(
      tenant: try row.text(0), id: try row.text(1), version: try row.int(2), token: try row.int(3), state: state,
      specification: try JobSpecification(JSONValue(parsing: try row.text(26))), owner: try row.textIfPresent(5),
      batch: try row.textIfPresent(6), item: try row.intIfPresent(7), createdAt: Int64(try row.int(8)),
      runAt: Int64(try row.int(9)), startedAt: try row.intIfPresent(10).map(Int64.init),
      finishedAt: try row.intIfPresent(11).map(Int64.init), updatedAt: Int64(try row.int(12)),
      expiresAt: try row.intIfPresent(13).map(Int64.init), attempt: try row.int(14), rescues: try row.int(15),
      worker: try row.textIfPresent(16), progress: try row.double(17), step: try row.textIfPresent(18),
      stepsDone: try row.intIfPresent(19), stepsTotal: try row.intIfPresent(20), warnings: try row.int(21),
      error: JobError(json: try row.textIfPresent(22).map { try JSONValue(parsing: $0) }),
      files: try row.textIfPresent(23).map { try JSONValue(parsing: $0).array?.compactMap(JobFile.init) ?? [] } ?? [],
      report: try row.textIfPresent(24).map { try JSONValue(parsing: $0) } ?? [:], isCached: try row.bool(25))
  }
}
