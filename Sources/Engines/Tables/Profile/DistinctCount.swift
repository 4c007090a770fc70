/// How many different values there are: exact up to a limit, estimated beyond it (HyperLogLog, about 1 % off).
struct DistinctCount {
  private var exact: Set<UInt64> = []
  private var registers: [UInt8] = []
  private static let limit = 10_000
  private static let bits = 13

  var isExact: Bool { registers.isEmpty }

  mutating func add(_ hash: UInt64) {
    if registers.isEmpty {
      exact.insert(hash)
      guard exact.count > Self.limit else { return }
      registers = Array(repeating: 0, count: 1 << Self.bits)
      for known in exact { note(known) }
      exact = []
    } else {
      note(hash)
    }
  }

  private mutating func note(_ hash: UInt64) {
    let place = Int(hash >> UInt64(64 - Self.bits))
    let rest = hash << UInt64(Self.bits)
    let rank = UInt8(min(rest.leadingZeroBitCount, 64 - Self.bits) + 1)
    if rank > registers[place] { registers[place] = rank }
  }

  var count: Int {
    if registers.isEmpty { return exact.count }
    let size = Double(registers.count)
    var sum = 0.0
    var empty = 0.0
    for register in registers {
      sum += Double(sign: .plus, exponent: -Int(register), significand: 1)
      if register == 0 { empty += 1 }
    }
    let estimate = 0.7213 / (1 + 1.079 / size) * size * size / sum
    if estimate <= 2.5 * size, empty > 0 { return Int((size * Self.naturalLogarithm(size / empty)).rounded()) }
    return Int(estimate.rounded())
  }

  /// By the series of the inverse hyperbolic tangent, after taking out the power of two.
  private static func naturalLogarithm(_ value: Double) -> Double {
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    var term = ratio
    var sum = 0.0
    for step in stride(from: 1.0, through: 41, by: 2) {
      sum += term / step
      term *= ratio * ratio
    }
    return 2 * sum + exponent * 0.693_147_180_559_945_3
  }

  /// A hash that spreads well, the same in every process.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 <= bytes.count {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index &+= 1
    }
    return mix(hash ^ rest)
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
