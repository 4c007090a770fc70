internal import ByteIO

/// The colour profile that says what the file's red, green and blue mean: sRGB, as a profile of version 2.
enum SRGBProfile {
  static let bytes = made()
  /// Compressed once for all files.
  static let packed = try? Deflate(level: ObjectFile.level).compress(bytes)

  private static func made() -> [UInt8] {
    var tags: [(StaticString, [UInt8])] = [
      ("desc", description()), ("cprt", text("No copyright, use freely")), ("wtpt", point(0.9505, 1, 1.0891)),
      ("rXYZ", point(0.43607, 0.22249, 0.01392)), ("gXYZ", point(0.38515, 0.71687, 0.09708)),
      ("bXYZ", point(0.14307, 0.06061, 0.7141)),
    ]
    for name: StaticString in ["rTRC", "gTRC", "bTRC"] { tags.append((name, curve())) }
    var table = ByteBuffer(reserving: 256)
    var data = ByteBuffer(reserving: 4096)
    table.append(bigEndian: UInt32(tags.count))
    let start = 128 + 4 + 12 * tags.count
    var shared: Int?
    for (name, bytes) in tags {
      // The three curves are one.
      let isCurve = name.utf8Start[1] == UInt8(ascii: "T")
      let offset = isCurve ? shared ?? data.count : data.count
      if !isCurve || shared == nil {
        data.append(bytes)
        data.append(repeating: 0, count: (4 - bytes.count % 4) % 4)
      }
      if isCurve { shared = offset }
      table.append(name)
      table.append(bigEndian: UInt32(start + offset))
      table.append(bigEndian: UInt32(bytes.count))
    }
    var profile = ByteBuffer(reserving: 4096)
    profile.append(bigEndian: UInt32(128 + table.count + data.count))
    profile.append(repeating: 0, count: 4)
    profile.append(bigEndian: 0x0210_0000 as UInt32)
    profile.append("mntrRGB XYZ ")
    for part: UInt16 in [2026, 1, 1, 0, 0, 0] { profile.append(bigEndian: part) }
    profile.append("acsp")
    profile.append(repeating: 0, count: 28)
    for value: UInt32 in [0xF6D6, 0x10000, 0xD32D] { profile.append(bigEndian: value) }
    profile.append(repeating: 0, count: 48)
    table.withUnsafeBytes { profile.append($0) }
    data.withUnsafeBytes { profile.append($0) }
    return profile.bytes
  }

  private static func point(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
    var result = ByteBuffer(reserving: 20)
    result.append("XYZ ")
    result.append(bigEndian: 0 as UInt32)
    for value in [x, y, z] { result.append(bigEndian: Int32((value * 65_536).rounded())) }
    return result.bytes
  }

  private static func text(_ text: StaticString) -> [UInt8] {
    var result = ByteBuffer(reserving: 64)
    result.append("text")
    result.append(bigEndian: 0 as UInt32)
    result.append(text)
    result.append(0 as UInt8)
    return result.bytes
  }

  private static func description() -> [UInt8] {
    let name: StaticString = "sRGB IEC61966-2.1"
    var result = ByteBuffer(reserving: 128)
    result.append("desc")
    result.append(bigEndian: 0 as UInt32)
    result.append(bigEndian: UInt32(name.utf8CodeUnitCount + 1))
    result.append(name)
    result.append(0 as UInt8)
    // No Unicode and no Macintosh name.
    result.append(repeating: 0, count: 8 + 3 + 67)
    return result.bytes
  }

  /// The curve of sRGB: a line near black, then a power.
  private static func curve() -> [UInt8] {
    var result = ByteBuffer(reserving: 1100)
    result.append("curv")
    result.append(bigEndian: 0 as UInt32)
    result.append(bigEndian: 256 as UInt32)
    for step in 0..<256 {
      let value = Double(step) / 255
      let linear = value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
      result.append(bigEndian: UInt16((linear * 65_535).rounded()))
    }
    return result.bytes
  }

  /// `base` to the 2.4th, by halving the logarithm's work: x^2.4 = x^2 * x^0.4, and x^0.4 solves y^5 = x^2.
  private static func power(_ base: Double) -> Double {
    let square = base * base
    var root = base
    for _ in 0..<60 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}
