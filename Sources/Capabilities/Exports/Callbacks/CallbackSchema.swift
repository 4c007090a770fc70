internal import Database

/// The tables of callbacks: what is to be sent, the secrets it is signed with, and who wants nothing more.
enum CallbackSchema {
  static let migration = Migration(
    2, "callbacks",
    [
      """
      create table callback_delivery (
        tenant text not null, id text not null, job text not null, url text not null, type text not null,
        body text not null, state text not null, attempt bigint not null, next_at bigint not null,
        created_at bigint not null, ended_at bigint, status bigint, problem text, primary key (tenant, id)
      )
      """,
      "create index callback_delivery_due on callback_delivery (next_at) where state = 'waiting'",
      "create index callback_delivery_job on callback_delivery (tenant, job)",
      "create index callback_delivery_end on callback_delivery (ended_at) where ended_at is not null",
      """
      create table callback_secret (
        tenant text not null, id text not null, secret text not null, created_at bigint not null, until bigint,
        primary key (tenant, id)
      )
      """,
      // Addresses that answered 410: they want nothing more until somebody says otherwise.
      """
      create table callback_refusal (
        tenant text not null, url text not null, time bigint not null, primary key (tenant, url)
      )
      """,
    ])
}
