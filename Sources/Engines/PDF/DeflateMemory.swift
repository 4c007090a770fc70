/// Streams that were compressed for the file before: one that comes again is not compressed again.
public final class DeflateMemory {
  private struct Known {
    let input: [UInt8]
    let output: [UInt8]
  }

  private var known: [Int: [Known]] = [:]
  private var fresh: [Int: [Known]] = [:]

  public init() {}

  /// The compressed form of the same bytes.
  func find(_ input: [UInt8]) -> [UInt8]? {
    let key = input.hashValue
    guard let match = known[key]?.first(where: { $0.input == input }) else { return nil }
    fresh[key, default: []].append(match)
    return match.output
  }

  func keep(_ input: [UInt8], _ output: [UInt8]) {
    fresh[input.hashValue, default: []].append(Known(input: input, output: output))
  }

  /// What the file did not need is forgotten.
  public func endOfFile() {
    known = fresh
    fresh = [:]
  }
}
