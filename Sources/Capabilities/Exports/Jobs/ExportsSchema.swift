public import Database

/// The tables of exports that are no projection, as numbered migrations.
public enum ExportsSchema {
  /// For a ``Migrator``; its component is called `exports`.
  public static let migrations = [
    Migration(
      1, "keys and leases",
      [
        """
        create table export_key (
          tenant text not null, name text not null, fingerprint text not null, target text not null,
          time bigint not null, primary key (tenant, name)
        )
        """,
        "create index export_key_time on export_key (time)",
        // Who runs a job, where several processes share a database. `number` rises with each claim.
        """
        create table job_lease (
          tenant text not null, job text not null, number bigint not null, worker text not null,
          until bigint not null, primary key (tenant, job)
        )
        """,
        "create index job_lease_until on job_lease (until)",
      ]),
    CallbackSchema.migration,
    JobSource.migration,
  ]
}
