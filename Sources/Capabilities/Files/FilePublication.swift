public import ByteIO
public import Database

/// Which content a name stands for, and who uses a content.
///
/// A publication moves only to a newer fencing token: whoever lost its lease can waste time, not change a result.
public struct FilePublication: Sendable, Hashable {
  public var tenant: String
  public var name: String
  public var token: Int
  public var blob: StoredBlob
  /// What the file was made from; the same source need not be made again.
  public var source: String
  /// More about the file, as the owner wrote it.
  public var details: String
  /// Microseconds since 1970 in UTC.
  public var time: Int64

  public init(
    tenant: String, name: String, token: Int, blob: StoredBlob, source: String, details: String, time: Int64
  ) {
    self.tenant = tenant
    self.name = name
    self.token = token
    self.blob = blob
    self.source = source
    self.details = details
    self.time = time
  }

  /// For a ``Migrator``; its component is called `files`.
  public static let migrations = [
    Migration(
      1, "publications",
      [
        """
        create table file_publication (
          tenant text not null, name text not null, token bigint not null, hash text not null, size bigint not null,
          source text not null, details text not null, time bigint not null, primary key (tenant, name)
        )
        """,
        "create index file_publication_source on file_publication (tenant, source, time)",
        "create index file_publication_hash on file_publication (hash)",
      ])
  ]

  /// Changes no row when the name already has this token or a newer one.
  public var publish: Statement {
    Statement(
      """
      insert into file_publication as p (tenant, name, token, hash, size, source, details, time)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (tenant, name) do update set token = excluded.token, hash = excluded.hash, size = excluded.size,
        source = excluded.source, details = excluded.details, time = excluded.time
      where p.token < excluded.token
      """,
      [
        .text(tenant), .text(name), .integer(token), .text(blob.hash.description), .integer(blob.size), .text(source),
        .text(details), .integer(time),
      ])
  }

  public static func withdraw(tenant: String, name: String) -> Statement {
    Statement("delete from file_publication where tenant = $1 and name = $2", [.text(tenant), .text(name)])
  }

  private static let columns = "tenant, name, token, hash, size, source, details, time"

  init(_ row: SQLRow) throws {
    guard let hash = SHA256Digest(hexadecimal: try row.text(3)) else {
      throw DatabaseError(.invalidValue, "A row of file_publication holds no SHA-256.")
    }
    self.init(
      tenant: try row.text(0), name: try row.text(1), token: try row.int(2),
      blob: StoredBlob(hash: hash, size: try row.int(4)), source: try row.text(5), details: try row.text(6),
      time: Int64(try row.int(7)))
  }

  /// What a file of a tenant was made from.
  public struct Source: Sendable, Hashable {
    public var tenant: String
    public var text: String

    public init(tenant: String, text: String) {
      self.tenant = tenant
      self.text = text
    }
  }

  /// For each source the newest file that was made from it, in one read.
  public static func made(from sources: [Source], in database: any SQLDatabase) async throws -> [FilePublication?] {
    try await database.read(
      sources.map { source in
        Statement(
          "select \(columns) from file_publication where tenant = $1 and source = $2 order by time desc limit 1",
          [.text(source.tenant), .text(source.text)])
      }
    ).map { try $0.rows.first.map(FilePublication.init) }
  }

  /// Whether any tenant still publishes the content.
  public static func isUsed(_ hash: SHA256Digest, in database: any SQLDatabase) async throws -> Bool {
    try await !database.query(
      Statement("select 1 from file_publication where hash = $1 limit 1", [.text(hash.description)])
    ).rows.isEmpty
  }
}
