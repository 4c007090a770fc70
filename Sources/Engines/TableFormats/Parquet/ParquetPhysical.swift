internal import Tables

/// Parquet's own types, which all others are kept in.
enum ParquetPhysical: Int {
  case boolean = 0
  case int32 = 1
  case int64 = 2
  case int96 = 3
  case float = 4
  case double = 5
  case byteArray = 6
  case fixedBytes = 7

  init(for type: ColumnType) {
    switch type {
    case .text, .binary: self = .byteArray
    case .integer, .time, .timestamp, .duration: self = .int64
    case .decimal(let precision, _): self = precision <= 18 ? .int64 : .fixedBytes
    case .double: self = .double
    case .boolean: self = .boolean
    case .date: self = .int32
    case .list, .object: self = .byteArray
    }
  }
}

enum ParquetEncoding: Int {
  case plain = 0
  case plainDictionary = 2
  case runLength = 3
  case bitPacked = 4
  case deltaBinaryPacked = 5
  case deltaLengthByteArray = 6
  case deltaByteArray = 7
  case dictionary = 8
  case byteStreamSplit = 9

  static func named(_ number: Int) throws(TableError) -> ParquetEncoding {
    guard let encoding = ParquetEncoding(rawValue: number) else {
      throw TableError(.unsupported, "the pages have encoding \(number), which is not supported")
    }
    return encoding
  }
}
