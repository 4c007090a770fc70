internal import Tables
internal import Values

/// Turns one page's stored values into column values of a leaf.
struct ParquetValueDecoder {
  let leaf: ParquetNode.Leaf
  let warnings: TableWarnings
  private let physical: ParquetPhysical
  private let unit: ParquetMetadata.Unit
  private let isUnsigned: Bool
  private let isUUID: Bool

  private static let damaged = TableError(.syntax, "a Parquet page is damaged: its values end too early")

  init(_ leaf: ParquetNode.Leaf, _ warnings: TableWarnings) {
    self.leaf = leaf
    self.warnings = warnings
    physical = leaf.element.physical ?? .byteArray
    unit = ParquetTypes.unit(leaf.element)
    isUnsigned = ParquetTypes.isUnsigned(leaf.element)
    isUUID = ParquetTypes.isUUID(leaf.element)
  }

  /// The width of a stored value, 0 where it differs.
  private var width: Int {
    switch physical {
    case .int32, .float: 4
    case .int64, .double: 8
    case .int96: 12
    case .fixedBytes: leaf.element.length
    default: 0
    }
  }

  /// Appends `count` values that `encoding` stored in `bytes`.
  func decode(
    _ bytes: UnsafeRawBufferPointer, _ encoding: ParquetEncoding, count: Int, into vector: ColumnVector
  ) throws(TableError) {
    switch encoding {
    case .plain: try plain(bytes, count, vector)
    case .deltaBinaryPacked:
      guard physical == .int32 || physical == .int64 else { throw unexpected(encoding) }
      let values = try DeltaDecoder.integers(bytes, limit: max(count, 0) + 64).values
      guard values.count == count else { throw Self.damaged }
      for value in values {
        append(integer: physical == .int32 ? Int64(Int32(truncatingIfNeeded: value)) : value, vector)
      }
    case .deltaLengthByteArray:
      guard physical == .byteArray else { throw unexpected(encoding) }
      let found = try DeltaDecoder.lengthTexts(bytes, limit: count) { (text) throws(TableError) in
        try append(bytes: text, vector)
      }
      guard found == count else { throw Self.damaged }
    case .deltaByteArray:
      guard physical == .byteArray || physical == .fixedBytes else { throw unexpected(encoding) }
      let found = try DeltaDecoder.prefixTexts(bytes, limit: count, maximumBytes: 1 << 30) {
        (text) throws(TableError) in
        if physical == .fixedBytes, text.count != leaf.element.length { throw Self.damaged }
        try append(bytes: text, vector)
      }
      guard found == count else { throw Self.damaged }
    case .byteStreamSplit: try byteStreamSplit(bytes, count, vector)
    case .runLength:
      guard physical == .boolean else { throw unexpected(encoding) }
      try runLengthBooleans(bytes, count, vector)
    case .bitPacked, .plainDictionary, .dictionary: throw unexpected(encoding)
    }
  }

  private func unexpected(_ encoding: ParquetEncoding) -> TableError {
    TableError(
      .unsupported, "values of type \(physical) with encoding \(encoding) are not supported",
      at: .init(column: leaf.element.name))
  }

  private func plain(_ bytes: UnsafeRawBufferPointer, _ count: Int, _ vector: ColumnVector) throws(TableError) {
    switch physical {
    case .boolean:
      guard (count + 7) / 8 <= bytes.count else { throw Self.damaged }
      for index in 0..<count { vector.append(boolean: bytes[index >> 3] >> UInt8(index & 7) & 1 == 1) }
    case .byteArray:
      var place = 0
      for _ in 0..<count {
        guard place &+ 4 <= bytes.count else { throw Self.damaged }
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        place &+= 4
        guard length <= bytes.count &- place else { throw Self.damaged }
        try append(bytes: UnsafeRawBufferPointer(rebasing: bytes[place..<(place &+ length)]), vector)
        place &+= length
      }
    case .int64 where leaf.type == .integer || (isMicroseconds && leaf.type.layout == .integers),
      .double:
      guard count <= bytes.count / 8, let start = bytes.baseAddress else {
        if count == 0 { return }
        throw Self.damaged
      }
      if physical == .double {
        vector.appendDoubles(count) { UnsafeMutableRawPointer($0).copyMemory(from: start, byteCount: count * 8) }
      } else {
        vector.appendIntegers(count) { UnsafeMutableRawPointer($0).copyMemory(from: start, byteCount: count * 8) }
      }
    default:
      guard width > 0, count <= bytes.count / width else { throw Self.damaged }
      for index in 0..<count {
        try append(fixed: UnsafeRawBufferPointer(rebasing: bytes[(index * width)..<((index + 1) * width)]), vector)
      }
    }
  }

  private var isMicroseconds: Bool { unit == .microseconds && !isUnsigned }

  private func byteStreamSplit(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, _ vector: ColumnVector
  ) throws(TableError) {
    guard width > 0, physical != .int96 else { throw unexpected(.byteStreamSplit) }
    guard bytes.count % width == 0, count <= bytes.count / width else { throw Self.damaged }
    let stride = bytes.count / width
    var value = [UInt8](repeating: 0, count: width)
    for index in 0..<count {
      for byte in 0..<width { value[byte] = bytes[byte * stride + index] }
      let result = value.withUnsafeBytes { bytes in Result { () throws(TableError) in try append(fixed: bytes, vector) }
      }
      try result.get()
    }
  }

  private func runLengthBooleans(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, _ vector: ColumnVector
  ) throws(TableError) {
    guard bytes.count >= 4 else { throw Self.damaged }
    let length = Int(UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)))
    guard length <= bytes.count - 4 else { throw Self.damaged }
    let target = UnsafeMutablePointer<UInt8>.allocate(capacity: max(count, 1))
    defer { target.deallocate() }
    try HybridDecoder.decode(
      UnsafeRawBufferPointer(rebasing: bytes[4..<(4 + length)]), width: 1, count: count, maximum: 1, into: target)
    for index in 0..<count { vector.append(boolean: target[index] == 1) }
  }

  // MARK: Single values

  private func append(fixed bytes: UnsafeRawBufferPointer, _ vector: ColumnVector) throws(TableError) {
    switch physical {
    case .int32: append(integer: Int64(Int32(littleEndian: bytes.loadUnaligned(as: Int32.self))), vector)
    case .int64: append(integer: Int64(littleEndian: bytes.loadUnaligned(as: Int64.self)), vector)
    case .float:
      vector.append(double: Double(Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)))))
    case .double:
      vector.append(double: Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))))
    case .int96:
      let nanoseconds = Int64(littleEndian: bytes.loadUnaligned(as: Int64.self))
      let day = Int64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
      noteNanoseconds(nanoseconds)
      vector.append(integer: (day - 2_440_588) * CalendarDate.microsecondsPerDay + Self.floored(nanoseconds, 1000))
    default: try append(bytes: bytes, vector)
    }
  }

  @inline(__always)
  private func append(integer value: Int64, _ vector: ColumnVector) {
    switch leaf.type {
    case .time, .timestamp:
      switch unit {
      case .microseconds: vector.append(integer: value)
      case .milliseconds:
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 1000)
        if overflow {
          warnings.add(TableError(.value, "a moment beyond what microseconds can count is left out"))
          vector.appendNull()
        } else {
          vector.append(integer: scaled)
        }
      case .nanoseconds:
        noteNanoseconds(value)
        vector.append(integer: Self.floored(value, 1000))
      }
    case .decimal:
      let wide = isUnsigned ? Int128(UInt64(bitPattern: value)) : Int128(value)
      vector.append(unscaled: wide)
    case .integer where isUnsigned && physical == .int32:
      vector.append(integer: Int64(UInt32(truncatingIfNeeded: value)))
    default: vector.append(integer: value)
    }
  }

  private static func floored(_ value: Int64, _ unit: Int64) -> Int64 {
    value >= 0 ? value / unit : ((value &+ 1) / unit) &- 1
  }

  private func noteNanoseconds(_ value: Int64) {
    if value % 1000 != 0 {
      warnings.add(
        TableError(
          .value, "nanoseconds are cut off: values are kept to the microsecond", at: .init(column: leaf.element.name)))
    }
  }

  private func append(bytes: UnsafeRawBufferPointer, _ vector: ColumnVector) throws(TableError) {
    switch leaf.type {
    case .decimal(let precision, _):
      guard bytes.count > 0 else { throw Self.damaged }
      var value: Int128 = Int8(bitPattern: bytes[0]) < 0 ? -1 : 0
      let sign = value
      for (index, byte) in bytes.enumerated() {
        if bytes.count - index > 16 {
          guard byte == UInt8(truncatingIfNeeded: sign) else { throw Self.damaged }
          continue
        }
        value = value << 8 | Int128(byte)
      }
      if precision <= 18, Int64(exactly: value) == nil { throw Self.damaged }
      vector.append(unscaled: value)
    case .text:
      if isUUID { return appendUUID(bytes, vector) }
      if UTF8Check.firstInvalid(bytes) != nil {
        warnings.add(
          TableError(.encoding, "a text that is not UTF-8 is repaired", at: .init(column: leaf.element.name)))
        return vector.append(String(decoding: bytes, as: UTF8.self))
      }
      vector.append(bytes)
    case .double:
      let half = UInt16(littleEndian: bytes.loadUnaligned(as: UInt16.self))
      vector.append(double: Self.double(half: half))
    default: vector.append(bytes)
    }
  }

  private static func double(half: UInt16) -> Double {
    let sign = half >> 15 == 1 ? -1.0 : 1.0
    let exponent = Int(half >> 10 & 31)
    let fraction = Double(half & 0x3FF)
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    let significand = exponent == 0 ? fraction / 1024 : 1 + fraction / 1024
    return sign * significand * Double(sign: .plus, exponent: exponent == 0 ? -14 : exponent - 15, significand: 1)
  }

  private func appendUUID(_ bytes: UnsafeRawBufferPointer, _ vector: ColumnVector) {
    let digits: [UInt8] = Array("0123456789abcdef".utf8)
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 6 || index == 8 || index == 10 { vector.appendPart(UInt8(ascii: "-")) }
      vector.appendPart(digits[Int(byte >> 4)])
      vector.appendPart(digits[Int(byte & 15)])
    }
    vector.endBytes()
  }
}
