#pragma once
// SQLite.
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast macro that Swift does not import. A null pointer would bind null, not an empty text.
static inline int cs_bind_text(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 length) {
  return sqlite3_bind_text64(statement, index, text ? text : "", length, SQLITE_TRANSIENT, SQLITE_UTF8);
}
static inline int cs_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 length) {
  return sqlite3_bind_blob64(statement, index, bytes, length, SQLITE_TRANSIENT);
}

// sqlite3_db_config and sqlite3_db_status are variadic or have out parameters that only get in the way.
static inline int cs_no_checkpoint_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
static inline int cs_has_deferred_violations(sqlite3 *database) {
  int current = 0, highest = 0;
  sqlite3_db_status(database, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0);
  return current;
}

// Extended result codes are macro expressions that Swift does not import.
static const int cs_constraint_unique = SQLITE_CONSTRAINT_UNIQUE;
static const int cs_constraint_primarykey = SQLITE_CONSTRAINT_PRIMARYKEY;
static const int cs_constraint_rowid = SQLITE_CONSTRAINT_ROWID;
static const int cs_constraint_foreignkey = SQLITE_CONSTRAINT_FOREIGNKEY;
static const int cs_constraint_check = SQLITE_CONSTRAINT_CHECK;
static const int cs_constraint_notnull = SQLITE_CONSTRAINT_NOTNULL;
static const int cs_ioerr_fsync = SQLITE_IOERR_FSYNC;
static const int cs_ioerr_dir_fsync = SQLITE_IOERR_DIR_FSYNC;
