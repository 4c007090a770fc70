internal import Tables

/// Which column type a leaf's physical and logical types make.
enum ParquetTypes {
  static func columnType(_ element: ParquetMetadata.Element) throws(TableError) -> ColumnType {
    let logical = element.logical ?? converted(element)
    switch element.physical {
    case .boolean: return .boolean
    case .int32, .int64:
      switch logical {
      case .date where element.physical == .int32: return .date
      case .time: return .time
      case .timestamp(_, let isUTC): return .timestamp(zone: isUTC ? "UTC" : nil)
      case .decimal(let scale, let precision): return try decimal(scale, precision)
      case .integer(let bits, let isSigned) where bits == 64 && !isSigned: return .decimal(precision: 20, scale: 0)
      default: return .integer
      }
    case .int96: return .timestamp(zone: nil)
    case .float, .double: return .double
    case .byteArray, .fixedBytes:
      if element.physical == .fixedBytes {
        guard element.length > 0, element.length <= 1 << 24 else {
          throw TableError(.syntax, "the column '\(element.name)' has values of \(element.length) bytes")
        }
      }
      switch logical {
      case .text, .json: return .text
      case .decimal(let scale, let precision): return try decimal(scale, precision)
      case .uuid where element.length == 16: return .text
      case .half where element.length == 2: return .double
      default: return .binary
      }
    case nil: throw TableError(.syntax, "the column '\(element.name)' has no type")
    }
  }

  private static func decimal(_ scale: Int, _ precision: Int) throws(TableError) -> ColumnType {
    guard precision >= 1, scale >= 0, scale <= precision else {
      throw TableError(.syntax, "a decimal has precision \(precision) and scale \(scale)")
    }
    guard precision <= 38 else { throw TableError(.unsupported, "a decimal has \(precision) digits; 38 are supported") }
    return .decimal(precision: precision, scale: scale)
  }

  static func unit(_ element: ParquetMetadata.Element) -> ParquetMetadata.Unit {
    switch element.logical ?? converted(element) {
    case .time(let unit), .timestamp(let unit, _): unit
    default: .microseconds
    }
  }

  static func isUnsigned(_ element: ParquetMetadata.Element) -> Bool {
    if case .integer(_, let isSigned) = element.logical ?? converted(element) { return !isSigned }
    return false
  }

  static func isUUID(_ element: ParquetMetadata.Element) -> Bool {
    if case .uuid = element.logical { return true }
    return false
  }

  /// What the older converted types say.
  private static func converted(_ element: ParquetMetadata.Element) -> ParquetMetadata.Logical? {
    switch element.converted {
    case 0, 4: .text
    case 5: .decimal(scale: element.scale, precision: element.precision)
    case 6: .date
    case 7: .time(.milliseconds)
    case 8: .time(.microseconds)
    case 9: .timestamp(.milliseconds, isUTC: true)
    case 10: .timestamp(.microseconds, isUTC: true)
    case 11, 12, 13: .integer(bits: 32, isSigned: false)
    case 14: .integer(bits: 64, isSigned: false)
    case 19: .json
    default: nil
    }
  }
}
