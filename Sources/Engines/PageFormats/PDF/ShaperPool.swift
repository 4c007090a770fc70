internal import Threads
internal import Typesetting

/// Shapers that remember words from one document to the next; a thread borrows one while it works.
final class ShaperPool: Sendable {
  /// Safe to share: whoever takes a shaper out of the pool is the only one who has it.
  private struct Idle: @unchecked Sendable {
    var shapers: [Shaper] = []
  }

  static let shared = ShaperPool()
  private static let mostGlyphs = 3_000_000
  private static let mostShapers = 8
  private let idle = Lock(Idle())

  func with<Result>(_ body: (Shaper) throws -> Result) throws -> Result {
    let borrowed = idle.withLock { Borrowed(shaper: $0.shapers.popLast()) }
    let shaper = try borrowed.shaper ?? Shaper()
    defer {
      // One that remembers too much is given up.
      if shaper.rememberedGlyphs < Self.mostGlyphs {
        let back = Borrowed(shaper: shaper)
        idle.withLock { idle in
          if let shaper = back.shaper, idle.shapers.count < Self.mostShapers { idle.shapers.append(shaper) }
        }
      }
    }
    return try body(shaper)
  }

  /// Safe to send: it carries the only reference.
  private struct Borrowed: @unchecked Sendable {
    let shaper: Shaper?
  }
}
