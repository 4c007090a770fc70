internal import Tables

/// What a Parquet file says of itself in its footer.
struct ParquetMetadata {
  struct Element {
    var physical: ParquetPhysical?
    var length = 0
    var repetition = 0
    var name = ""
    var children = 0
    var converted: Int?
    var scale = 0
    var precision = 0
    var logical: Logical?
  }

  enum Unit { case milliseconds, microseconds, nanoseconds }

  enum Logical {
    case text, list, map, uuid, half, date, json
    case decimal(scale: Int, precision: Int)
    case time(Unit)
    case timestamp(Unit, isUTC: Bool)
    case integer(bits: Int, isSigned: Bool)
    case other
  }

  struct Chunk {
    var codec = 0
    var values = 0
    var size = 0
    var dataOffset = 0
    var dictionaryOffset: Int?
    var isEncrypted = false
    var file: String?
    var statistics: Statistics?
  }

  /// What a column chunk says of its values. Only the fields with a defined order are taken.
  struct Statistics {
    var least: [UInt8]?
    var greatest: [UInt8]?
    var nulls: Int?
  }

  struct Group {
    var chunks: [Chunk] = []
    var rows = 0
  }

  var elements: [Element] = []
  var rows = 0
  var groups: [Group] = []
  var keyValues: [(String, String)] = []
  /// The program that wrote the file, as it calls itself.
  var writer = ""

  init(_ bytes: UnsafeRawBufferPointer) throws(TableError) {
    var reader = ThriftReader(bytes)
    var elements: [Element] = []
    var groups: [Group] = []
    var pairs: [(String, String)] = []
    var rows = 0
    var writer = ""
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (2, 9): try reader.list { (reader) throws(TableError) in elements.append(try Self.element(&reader)) }
      case (3, 6): rows = try reader.integer()
      case (4, 9): try reader.list { (reader) throws(TableError) in groups.append(try Self.group(&reader)) }
      case (5, 9): try reader.list { (reader) throws(TableError) in pairs.append(try Self.pair(&reader)) }
      case (6, 8): writer = try reader.text()
      default: try reader.skip(field)
      }
    }
    self.elements = elements
    self.groups = groups
    self.rows = rows
    keyValues = pairs
    self.writer = writer
  }

  private static func pair(_ reader: inout ThriftReader) throws(TableError) -> (String, String) {
    var key = ""
    var value = ""
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (1, 8): key = try reader.text()
      case (2, 8): value = try reader.text()
      default: try reader.skip(field)
      }
    }
    return (key, value)
  }

  private static func element(_ reader: inout ThriftReader) throws(TableError) -> Element {
    var element = Element()
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (1, 5):
        let number = try reader.integer()
        guard let physical = ParquetPhysical(rawValue: number) else {
          throw TableError(.unsupported, "there is a column of physical type \(number)")
        }
        element.physical = physical
      case (2, 5): element.length = try reader.integer()
      case (3, 5): element.repetition = try reader.integer()
      case (4, 8): element.name = try reader.text()
      case (5, 5): element.children = try reader.integer()
      case (6, 5): element.converted = try reader.integer()
      case (7, 5): element.scale = try reader.integer()
      case (8, 5): element.precision = try reader.integer()
      case (10, 12): element.logical = try logical(&reader)
      default: try reader.skip(field)
      }
    }
    return element
  }

  private static func logical(_ reader: inout ThriftReader) throws(TableError) -> Logical? {
    var found: Logical?
    try reader.structure { (reader, field) throws(TableError) in
      guard field.kind == 12 else { return try reader.skip(field) }
      switch field.id {
      case 5:
        var numbers = (scale: 0, precision: 0)
        try reader.structure { (reader, field) throws(TableError) in
          switch (field.id, field.kind) {
          case (1, 5): numbers.scale = try reader.integer()
          case (2, 5): numbers.precision = try reader.integer()
          default: try reader.skip(field)
          }
        }
        found = .decimal(scale: numbers.scale, precision: numbers.precision)
      case 7, 8:
        let (unit, isUTC) = try moment(&reader)
        found = field.id == 7 ? .time(unit) : .timestamp(unit, isUTC: isUTC)
      case 10:
        var bits = 64
        var isSigned = true
        try reader.structure { (reader, field) throws(TableError) in
          switch (field.id, field.kind) {
          case (1, 3): bits = Int(try reader.byte())
          case (2, 1): isSigned = true
          case (2, 2): isSigned = false
          default: try reader.skip(field)
          }
        }
        found = .integer(bits: bits, isSigned: isSigned)
      default:
        let simple: [Int: Logical] = [1: .text, 2: .map, 3: .list, 4: .text, 6: .date, 12: .json, 14: .uuid, 15: .half]
        found = simple[field.id] ?? .other
        try reader.skip(field)
      }
    }
    return found
  }

  private static func moment(_ reader: inout ThriftReader) throws(TableError) -> (Unit, Bool) {
    var unit = Unit.microseconds
    var isUTC = false
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (1, 1): isUTC = true
      case (1, 2): isUTC = false
      case (2, 12):
        try reader.structure { (reader, field) throws(TableError) in
          unit = field.id == 1 ? .milliseconds : field.id == 2 ? .microseconds : .nanoseconds
          try reader.skip(field)
        }
      default: try reader.skip(field)
      }
    }
    return (unit, isUTC)
  }

  private static func group(_ reader: inout ThriftReader) throws(TableError) -> Group {
    var group = Group()
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (1, 9): try reader.list { (reader) throws(TableError) in group.chunks.append(try chunk(&reader)) }
      case (3, 6): group.rows = try reader.integer()
      default: try reader.skip(field)
      }
    }
    return group
  }

  private static func chunk(_ reader: inout ThriftReader) throws(TableError) -> Chunk {
    var chunk = Chunk()
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (1, 8): chunk.file = try reader.text()
      case (3, 12):
        try reader.structure { (reader, field) throws(TableError) in
          switch (field.id, field.kind) {
          case (4, 5): chunk.codec = try reader.integer()
          case (5, 6): chunk.values = try reader.integer()
          case (7, 6): chunk.size = try reader.integer()
          case (9, 6): chunk.dataOffset = try reader.integer()
          case (11, 6): chunk.dictionaryOffset = try reader.integer()
          case (12, 12): chunk.statistics = try statistics(&reader)
          default: try reader.skip(field)
          }
        }
      case (8, _), (9, _):
        chunk.isEncrypted = true
        try reader.skip(field)
      default: try reader.skip(field)
      }
    }
    return chunk
  }

  private static func statistics(_ reader: inout ThriftReader) throws(TableError) -> Statistics {
    var found = Statistics()
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (3, 6): found.nulls = try reader.integer()
      case (5, 8): found.greatest = Array(try reader.binary())
      case (6, 8): found.least = Array(try reader.binary())
      default: try reader.skip(field)
      }
    }
    return found
  }
}
