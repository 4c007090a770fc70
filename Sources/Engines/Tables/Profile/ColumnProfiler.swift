internal import ByteIO

/// Gathers a column's profile from its row groups; memory does not depend on their number.
struct ColumnProfiler: ~Copyable {
  private var profile: ColumnProfile
  private var distinct = DistinctCount()
  private var counts: [String: Int] = [:]
  private var sample: [Double] = []
  private var seen = 0
  private var state: UInt64 = 1
  private var sum = 0.0
  private var finite = 0
  private var lookingLike: [String: Int] = [:]
  private var leastBytes: [UInt8]?
  private var greatestBytes: [UInt8]?
  private var leastNumber: Double?
  private var greatestNumber: Double?
  private var text = ByteBuffer(reserving: 64)

  private static let sampleSize = 10_000
  private static let countedValues = 10_000

  init(_ column: Column) { profile = ColumnProfile(name: column.name, type: column.type) }

  mutating func add(_ column: ColumnVector) {
    profile.rows += column.count
    profile.nulls += column.nullCount
    for row in 0..<column.count where !column.isNull(row) { add(column, row) }
  }

  private mutating func add(_ column: ColumnVector, _ row: Int) {
    text.removeAll()
    text.append(valueOf: column, at: row)
    distinct.add(text.withUnsafeBytes { DistinctCount.hash($0) })
    let value = text.text
    if counts[value] != nil {
      counts[value, default: 0] += 1
    } else if counts.count < Self.countedValues {
      counts[value] = 1
    }
    if let number = number(column, row) {
      if number.isNaN { return }
      if leastNumber.map({ number < $0 }) ?? true {
        leastNumber = number
        profile.least = value
      }
      if greatestNumber.map({ number > $0 }) ?? true {
        greatestNumber = number
        profile.greatest = value
      }
      if number.isFinite {
        sum += number
        finite += 1
      }
      keep(number)
    } else if column.type == .text {
      let bytes = column.bytes(at: row)
      if leastBytes.map({ bytes.lexicographicallyPrecedes($0) }) ?? true { leastBytes = Array(bytes) }
      if greatestBytes.map({ $0.lexicographicallyPrecedes(bytes) }) ?? true { greatestBytes = Array(bytes) }
      let looks = TypeInference.narrowest(bytes)
      if looks != .text { lookingLike[looks.description, default: 0] += 1 }
    }
  }

  private func number(_ column: ColumnVector, _ row: Int) -> Double? {
    switch column.type {
    case .integer, .date, .time, .timestamp, .duration: return Double(column.integers[row])
    case .double: return column.doubles[row]
    case .decimal(_, let scale):
      var value = Double(column.unscaled(row))
      for _ in 0..<scale { value /= 10 }
      return value
    default: return nil
    }
  }

  /// A sample in which every value has the same chance (reservoir), by numbers that are the same in every run.
  private mutating func keep(_ number: Double) {
    seen += 1
    if sample.count < Self.sampleSize {
      sample.append(number)
      return
    }
    state = DistinctCount.mix(state)
    let place = Int(state % UInt64(seen))
    if place < Self.sampleSize { sample[place] = number }
  }

  consuming func finish() -> ColumnProfile {
    profile.distinct = distinct.count
    profile.isDistinctExact = distinct.isExact
    if profile.type == .text {
      profile.least = leastBytes.map { String(decoding: $0, as: UTF8.self) }
      profile.greatest = greatestBytes.map { String(decoding: $0, as: UTF8.self) }
    }
    if profile.type.isNumeric, finite > 0 { profile.mean = sum / Double(finite) }
    sample.sort()
    if !sample.isEmpty {
      profile.quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map { share in
        sample[min(Int(share * Double(sample.count)), sample.count - 1)]
      }
    }
    profile.top = Self.ranked(counts, limit: 10)
    profile.conflicts = Self.ranked(lookingLike, limit: 10)
    return profile
  }

  private static func ranked(_ counts: [String: Int], limit: Int) -> [ColumnProfile.Count] {
    counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(limit)
      .map { ColumnProfile.Count(value: $0.key, count: $0.value) }
  }
}
