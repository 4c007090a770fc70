/// How long a failed job waits for its next try: doubled each time, with a random share so that not all come back at once.
public struct RetryPolicy: Sendable, Hashable {
  public var firstSeconds: Double
  public var mostSeconds: Double
  /// No wait is longer, in microseconds.
  static let longest: Int64 = 400 * 1_000_000

  public init(firstSeconds: Double = 2, mostSeconds: Double = 300) {
    self.firstSeconds = firstSeconds
    self.mostSeconds = mostSeconds
  }

  /// Microseconds; `random` lies between 0 and 1.
  func delay(after attempt: Int, random: Double) -> Int64 {
    var seconds = firstSeconds
    for _ in 1..<max(1, min(attempt, 32)) { seconds *= 2 }
    seconds = min(seconds, mostSeconds, Double(Self.longest) / 1_000_000)
    return Int64(seconds * (0.5 + random / 2) * 1_000_000)
  }
}
