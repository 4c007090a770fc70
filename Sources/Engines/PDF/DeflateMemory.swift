/// Streams that were compressed for the file before: one that comes again is not compressed again.
public final class DeflateMemory {
  private struct Known {
    let input: [UInt8]
    let output: [UInt8]
  }

  private var known: [UInt64: [Known]] = [:]
  private var fresh: [UInt64: [Known]] = [:]

  public init() {}

  /// The compressed form of the same bytes.
  func find(_ input: [UInt8]) -> [UInt8]? {
    let key = Self.key(input)
    guard let match = known[key]?.first(where: { $0.input == input }) else { return nil }
    fresh[key, default: []].append(match)
    return match.output
  }

  func keep(_ input: [UInt8], _ output: [UInt8]) {
    fresh[Self.key(input), default: []].append(Known(input: input, output: output))
  }

  /// What the file did not need is forgotten.
  public func endOfFile() {
    known = fresh
    fresh = [:]
  }

  /// Eight bytes at a time: an array's own hash goes byte by byte, which took a quarter of the time of a redone export.
  private static func key(_ input: [UInt8]) -> UInt64 {
    input.withUnsafeBytes { bytes in
      var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count)
      var place = 0
      while place + 8 <= bytes.count {
        hash = (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
        place += 8
      }
      while place < bytes.count {
        hash = (hash ^ UInt64(bytes[place])) &* 0xC4CE_B9FE_1A85_EC53
        place += 1
      }
      return hash ^ hash >> 29
    }
  }
}
