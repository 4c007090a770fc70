internal import Threads

/// Makes UUIDs of version 7, each greater than the one before: what is written together lies together in the database.
public final class TimeOrderedIdentifiers: Sendable {
  private struct State {
    var millisecond: Int64 = 0
    var count: UInt64 = 0
  }

  private let state = Lock(State())
  private let now: @Sendable () -> Int64
  private let random: @Sendable () -> UInt64

  /// `now` answers microseconds since 1970.
  public init(
    now: @escaping @Sendable () -> Int64,
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) {
    self.now = now
    self.random = random
  }

  public func next() -> String {
    let millisecond = now() / 1_000
    let (stamp, count) = state.withLock { state -> (Int64, UInt64) in
      if millisecond > state.millisecond {
        state.millisecond = millisecond
        state.count = 0
      } else {
        // A clock that was set back does not turn the order around.
        state.count += 1
        if state.count > 0xFFF {
          state.millisecond += 1
          state.count = 0
        }
      }
      return (state.millisecond, state.count)
    }
    let high = UInt64(stamp) << 16 | 0x7000 | count
    let low = random() >> 2 | 1 << 63
    return Self.text(high, low)
  }

  private static func text(_ high: UInt64, _ low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      var place = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          buffer[place] = 0x2D
          place += 1
        }
        let word = index < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index & 15)) & 15)
        buffer[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
        place += 1
      }
      return 36
    }
  }

  /// Whether the text has the form of an identifier; the database is not asked for others.
  public static func isIdentifier(_ text: String) -> Bool {
    text.utf8.count == 36
      && text.utf8.enumerated().allSatisfy { index, byte in
        switch index {
        case 8, 13, 18, 23: byte == 0x2D
        default: (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        }
      }
  }
}
