public import Database

/// The tables of tenants, users and keys, as numbered migrations.
public enum IdentitySchema {
  /// For a ``Migrator``; its component is called `identity`.
  public static let migrations = [
    Migration(
      1, "tenants, users, keys",
      [
        "create table tenant (id text not null primary key, name text not null, created_at bigint not null)",
        """
        create table identity_user (
          tenant text not null, id text not null, name text not null, role text not null, password text not null,
          created_at bigint not null, primary key (tenant, id), unique (tenant, name)
        )
        """,
        """
        create table api_key (
          id text not null primary key, tenant text not null, name text not null, hash text not null,
          role text not null, scopes text not null, created_by text not null, created_at bigint not null,
          expires_at bigint, last_used_at bigint, revoked_at bigint
        )
        """,
        "create index api_key_tenant on api_key (tenant, created_at)",
        // The one-time link with which the first administrator is made.
        "create table setup_link (hash text not null primary key, expires_at bigint not null)",
      ]),
    // A key that somebody got by a password, and that goes with the user.
    Migration(
      2, "logins",
      ["alter table api_key add column login text", "create index api_key_login on api_key (tenant, login)"]),
  ]
}
