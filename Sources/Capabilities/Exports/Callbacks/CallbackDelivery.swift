internal import Database

/// One message on its way to whoever asked to be told.
public struct CallbackDelivery: Sendable, Hashable {
  public enum State: String, Sendable, Hashable {
    case waiting
    case delivered
    /// After the last try, or because the receiver wants nothing more.
    case failed
  }

  public let tenant: String
  /// The same for each try, so that a receiver can drop what it has already.
  public let id: String
  public let job: String
  public let url: String
  public let type: String
  let body: String
  public let state: State
  /// Tries so far.
  public let attempt: Int
  /// Microseconds since 1970.
  public let nextAt: Int64
  public let createdAt: Int64
  public let endedAt: Int64?
  /// What the receiver answered last.
  public let status: Int?
  public let problem: String?

  static let columns =
    "tenant, id, job, url, type, body, state, attempt, next_at, created_at, ended_at, status, problem"

  init(_ row: SQLRow) throws {
    guard let state = State(rawValue: try row.text(6)) else {
      throw DatabaseError(.invalidValue, "A callback has the unknown state '\(try row.text(6))'.")
    }
    tenant = try row.text(0)
    id = try row.text(1)
    job = try row.text(2)
    url = try row.text(3)
    type = try row.text(4)
    body = try row.text(5)
    self.state = state
    attempt = try row.int(7)
    nextAt = Int64(try row.int(8))
    createdAt = Int64(try row.int(9))
    endedAt = try row.intIfPresent(10).map(Int64.init)
    status = try row.intIfPresent(11)
    problem = try row.textIfPresent(12)
  }

  /// The waits between the tries, in seconds: ten tries in 75 hours and a half.
  static let waits: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

  /// When the next try is due, up to a tenth later so that many receivers are not asked at once; nil after the last.
  static func next(after attempt: Int, now: Int64, atLeast seconds: Int64?, random: Double) -> Int64? {
    guard attempt >= 1, attempt <= waits.count else { return nil }
    let wait = max(waits[attempt - 1], min(seconds ?? 0, 86_400))
    return now + Int64(Double(wait) * (1 + random / 10) * 1_000_000)
  }
}
