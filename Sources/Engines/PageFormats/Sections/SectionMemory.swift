internal import Threads
internal import Typesetting

/// Remembers how the parts of documents were set, so that a document that is exported again and again, a little changed
/// each time, is set anew only where it changed. The bytes are those of an export without memory.
///
/// One export at a time uses it; others wait.
public final class SectionMemory: Sendable {
  /// Safe to share: whoever holds the lock is the only one who touches the store.
  private struct Holder: @unchecked Sendable {
    var store: SectionStore?
  }

  private static let mostGlyphs = 6_000_000
  private let holder = Lock(Holder())

  public init() {}

  /// How many parts the last export took from memory, and how many it set.
  public var lastExport: (reused: Int, set: Int) {
    holder.withLock { ($0.store?.reused ?? 0, $0.store?.set ?? 0) }
  }

  func with<Result>(_ body: (SectionStore) throws -> Result) throws -> Result {
    try holder.withLock { holder in
      let store = try holder.store ?? SectionStore()
      holder.store = store
      defer { if store.shaper.rememberedGlyphs > Self.mostGlyphs { holder.store = nil } }
      return try body(store)
    }
  }
}
