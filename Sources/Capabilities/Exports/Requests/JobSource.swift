internal import ByteIO
internal import Database

/// Which contents of the store are the source of a job; they stay as long as the job does, which may be made again.
enum JobSource {
  static let migration = Migration(
    3, "sources of jobs",
    [
      """
      create table job_source (
        hash text not null, tenant text not null, job text not null, primary key (hash, tenant, job)
      )
      """,
      "create index job_source_job on job_source (tenant, job)",
    ])

  /// Joins the transaction that submits the jobs.
  static func keep(_ jobs: [Job]) -> [Statement] {
    var rows: [[SQLValue]] = []
    for job in jobs {
      var hashes = Set(job.specification.attachments.map(\.hash.description))
      if case .stored(let hash, _) = job.specification.content { hashes.insert(hash.description) }
      for hash in hashes.sorted() { rows.append([.text(hash), .text(job.tenant), .text(job.id)]) }
    }
    return Statement.inserts(into: "job_source", ["hash", "tenant", "job"], rows: rows)
  }

  static func forget(tenant: String, job: String) -> Statement {
    Statement("delete from job_source where tenant = $1 and job = $2", [.text(tenant), .text(job)])
  }

  /// A row where a job needs the content.
  static func use(of hash: SHA256Digest) -> Statement {
    Statement("select 1 from job_source where hash = $1 limit 1", [.text(hash.description)])
  }
}
