internal import CPostgres
internal import Database

/// How a column's binary form is read, by the object identifier of its type.
///
/// A type that is not listed comes as the bytes that the server sent; a cast to text in the statement avoids that.
enum ColumnType {
  case boolean
  case int16
  case int32
  case unsigned32
  case int64
  case float
  case double
  case text
  case versionedText
  case uuid
  case timestamp
  case numeric
  case nothing
  case bytes

  init(_ identifier: Oid) {
    switch identifier {
    case 16: self = .boolean
    case 21: self = .int16
    case 23: self = .int32
    case 26, 28: self = .unsigned32
    case 20, 5069: self = .int64
    case 700: self = .float
    case 701: self = .double
    case 18, 19, 25, 114, 705, 1042, 1043: self = .text
    case 3802: self = .versionedText
    case 2950: self = .uuid
    case 1114, 1184: self = .timestamp
    case 1700: self = .numeric
    case 2278: self = .nothing
    default: self = .bytes
    }
  }

  /// Microseconds between 1970 and 2000, where the server's time begins.
  private static let epoch: Int64 = 946_684_800_000_000

  func decode(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
    switch (self, bytes.count) {
    case (.boolean, 1): return .integer(Int64(bytes[0]))
    case (.int16, 2): return .integer(Int64(Self.load(bytes, as: Int16.self)))
    case (.int32, 4): return .integer(Int64(Self.load(bytes, as: Int32.self)))
    case (.unsigned32, 4): return .integer(Int64(Self.load(bytes, as: UInt32.self)))
    case (.int64, 8): return .integer(Self.load(bytes, as: Int64.self))
    case (.float, 4): return .real(Double(Float(bitPattern: Self.load(bytes, as: UInt32.self))))
    case (.double, 8): return .real(Double(bitPattern: Self.load(bytes, as: UInt64.self)))
    case (.text, _): return .text(String(decoding: bytes, as: UTF8.self))
    case (.versionedText, 1...): return .text(String(decoding: bytes.dropFirst(), as: UTF8.self))
    case (.uuid, 16): return .text(Self.uuid(bytes))
    case (.timestamp, 8):
      // Infinity is the largest number there is and stays it.
      let (sum, overflow) = Self.load(bytes, as: Int64.self).addingReportingOverflow(Self.epoch)
      return .integer(overflow ? .max : sum)
    case (.numeric, 8...): return Self.numeric(bytes)
    case (.nothing, _): return .null
    default: return .blob([UInt8](bytes))
    }
  }

  private static func load<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0, as type: T.Type)
    -> T
  {
    T(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
  }

  private static func uuid(_ bytes: UnsafeRawBufferPointer) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A whole number that fits becomes an integer (so that `sum` is one, as in SQLite), anything else a real number.
  private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
    let count = Int(load(bytes, as: Int16.self))
    let weight = Int(load(bytes, at: 2, as: Int16.self))
    let sign = load(bytes, at: 4, as: UInt16.self)
    let scale = load(bytes, at: 6, as: Int16.self)
    guard sign == 0 || sign == 0x4000, bytes.count >= 8 + 2 * count else {
      return .real(sign == 0xD000 ? .infinity : sign == 0xF000 ? -.infinity : .nan)
    }
    let negative = sign == 0x4000
    let digits = (0..<count).map { Int64(load(bytes, at: 8 + 2 * $0, as: Int16.self)) }
    if scale == 0, weight < 5, count <= weight + 1 || count == 0 {
      var whole: Int64 = 0
      var fits = true
      for position in 0..<max(0, weight + 1) {
        let digit = position < count ? digits[position] : 0
        let (product, overflow) = whole.multipliedReportingOverflow(by: 10_000)
        let (sum, carried) = product.subtractingReportingOverflow(digit)
        fits = fits && !overflow && !carried
        whole = sum
      }
      // Summed up below zero, where there is room for one more number than above.
      if fits && (negative || whole != .min) { return .integer(negative ? whole : -whole) }
    }
    var text = negative ? "-" : ""
    for digit in digits { text += String(String(digit + 10_000).dropFirst()) }
    text += "e\((weight + 1 - count) * 4)"
    return .real(Double(text) ?? 0)
  }
}
