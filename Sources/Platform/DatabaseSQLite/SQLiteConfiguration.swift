/// How an embedded database works; the defaults suit a server.
public struct SQLiteConfiguration: Sendable, Hashable {
  /// Connections and threads that read.
  public var readers: Int
  /// Prepared statements kept by each connection.
  public var statements: Int
  /// How long a lock of another program (a backup, a shell) is waited for.
  public var busyTimeout: Duration
  /// The most that one read, or one step of a cursor, may take.
  public var readTimeLimit: Duration
  /// The most that one write may take.
  public var writeTimeLimit: Duration
  /// Operations that share one commit.
  public var groupSize: Int
  /// How long a group takes in operations before it commits.
  public var groupTime: Duration
  /// The size of the write-ahead log from which it is copied into the database after a commit.
  public var checkpointBytes: Int
  /// The size from which the log is also cut to nothing as soon as no reader needs it.
  public var truncateBytes: Int
  /// Cursors that may be open at once; each has a connection of its own.
  public var cursors: Int

  public init(
    readers: Int = 4, statements: Int = 256, busyTimeout: Duration = .seconds(5),
    readTimeLimit: Duration = .seconds(60),
    writeTimeLimit: Duration = .seconds(60),
    groupSize: Int = 512, groupTime: Duration = .milliseconds(2), checkpointBytes: Int = 32 << 20,
    truncateBytes: Int = 128 << 20, cursors: Int = 64
  ) {
    self.readers = readers
    self.statements = statements
    self.busyTimeout = busyTimeout
    self.readTimeLimit = readTimeLimit
    self.writeTimeLimit = writeTimeLimit
    self.groupSize = groupSize
    self.groupTime = groupTime
    self.checkpointBytes = checkpointBytes
    self.truncateBytes = truncateBytes
    self.cursors = cursors
  }
}
