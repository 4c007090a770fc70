internal import CPostgres
internal import Database
internal import Glibc
internal import Threads

/// The address of a server and how a connection to it is made. Never prints the URL: it holds the password.
struct PostgresServer: Sendable {
  private let url: String
  private let configuration: PostgresConfiguration

  init(_ url: String, _ configuration: PostgresConfiguration) throws(DatabaseError) {
    guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else {
      throw DatabaseError(
        .cannotOpen, "A PostgreSQL URL begins with postgres://, such as postgres://user@host:5432/name.")
    }
    var message: UnsafeMutablePointer<CChar>?
    let options = PQconninfoParse(url, &message)
    PQfreemem(message)
    guard let options else {
      throw DatabaseError(
        .cannotOpen,
        "The PostgreSQL URL cannot be read. It has the form postgres://user:password@host:5432/name?sslmode=require; special characters in a part are written as %XX."
      )
    }
    PQconninfoFree(options)
    self.url = url
    self.configuration = configuration
  }

  /// Connects and prepares the connection; blocks.
  func connect() -> Result<OpaquePointer, DatabaseError> {
    // What comes before the URL are defaults, what comes after it is fixed.
    let pairs = [
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "30000"), ("fallback_application_name", "export-ia"), ("dbname", url),
      ("client_encoding", "UTF8"),
    ]
    guard let handle = start(pairs) else {
      return .failure(DatabaseError(.unavailable, "There is no memory for a connection to the database server."))
    }
    // The only way to learn the SQLSTATE of a refused connection.
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    if let error = establish(handle) ?? setUp(handle) {
      PQfinish(handle)
      return .failure(error)
    }
    PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    return .success(handle)
  }

  /// A connection on its way between threads; whoever takes it out owns it.
  struct Made: @unchecked Sendable {
    let handle: OpaquePointer
  }

  /// Connects and listens; blocks.
  func listen(to channel: String) -> Result<Made, DatabaseError> {
    connect().flatMap { handle in
      let quoted = channel.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      if let error = run("listen \"\(quoted)\"", on: handle) {
        PQfinish(handle)
        return .failure(error)
      }
      return .success(Made(handle: handle))
    }
  }

  private func start(_ pairs: [(String, String)]) -> OpaquePointer? {
    let keys = pairs.map { strdup($0.0) }
    let values = pairs.map { strdup($0.1) }
    defer { for text in keys + values { free(text) } }
    let keyPointers = keys.map { UnsafePointer<CChar>($0) } + [nil]
    let valuePointers = values.map { UnsafePointer<CChar>($0) } + [nil]
    return PQconnectStartParams(keyPointers, valuePointers, 1)
  }

  private func establish(_ handle: OpaquePointer) -> DatabaseError? {
    let deadline = MonotonicTime.now + configuration.connectTimeout.nanoseconds
    var next = PGRES_POLLING_WRITING
    while PQstatus(handle) != CONNECTION_BAD {
      switch next {
      case PGRES_POLLING_OK: return nil
      case PGRES_POLLING_FAILED: return refused(handle)
      default: break
      }
      let now = MonotonicTime.now
      guard now < deadline else {
        return DatabaseError(.unavailable, "The database server did not answer in \(configuration.connectTimeout).")
      }
      var entry = pollfd(
        fd: PQsocket(handle), events: Int16(next == PGRES_POLLING_READING ? POLLIN : POLLOUT), revents: 0)
      _ = poll(&entry, 1, Int32(clamping: (deadline - now) / 1_000_000 + 1))
      if entry.revents != 0 { next = PQconnectPoll(handle) }
    }
    return refused(handle)
  }

  private func setUp(_ handle: OpaquePointer) -> DatabaseError? {
    PQsetNoticeReceiver(handle, { _, _ in }, nil)
    let commands = [
      "set statement_timeout = \(configuration.statementTimeout.milliseconds)",
      "set timezone = 'UTC'",
      // What is acknowledged is on the disk, whatever the server's default.
      "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
    ]
    for command in commands {
      if let error = run(command, on: handle) { return error }
    }
    return nil
  }

  private func run(_ command: String, on handle: OpaquePointer) -> DatabaseError? {
    guard let answer = PQexec(handle, command) else { return refused(handle) }
    let result = ServerResult(answer)
    return result.status == PGRES_FATAL_ERROR ? result.error : nil
  }

  /// `connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01: password authentication failed …`
  private func refused(_ handle: OpaquePointer) -> DatabaseError {
    let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    let line = text.split(separator: "\n").first.map(String.init) ?? "no reason given"
    var state: String?
    if let mark = line.firstRange(of: "FATAL:") {
      let rest = line[mark.upperBound...].drop { $0 == " " }
      if rest.dropFirst(5).first == ":" { state = String(rest.prefix(5)) }
    }
    let isFinal = ["28", "3D"].contains(state.map { String($0.prefix(2)) })
    return DatabaseError(
      isFinal ? .permissionDenied : .unavailable, "Cannot connect to the database server: \(line)", nativeCode: state)
  }
}
