internal import Tables

/// What stands before a page.
struct ParquetPageHeader {
  enum Kind: Int {
    case data = 0
    case index = 1
    case dictionary = 2
    case dataV2 = 3
  }

  var kind = Kind.data
  var uncompressed = 0
  var compressed = 0
  var values = 0
  var encoding = 0
  var definitionEncoding = 3
  var repetitionEncoding = 3
  var definitionBytes = 0
  var repetitionBytes = 0
  var isCompressed = true
  /// Bytes of the header itself.
  var size = 0

  init(_ bytes: UnsafeRawBufferPointer) throws(TableError) {
    var reader = ThriftReader(bytes)
    var header = (kind: -1, uncompressed: -1, compressed: -1)
    var values = 0
    var encoding = 0
    var levels = (definition: 3, repetition: 3, definitionBytes: 0, repetitionBytes: 0)
    var isCompressed = true
    try reader.structure { (reader, field) throws(TableError) in
      switch (field.id, field.kind) {
      case (1, 5): header.kind = try reader.integer()
      case (2, 5): header.uncompressed = try reader.integer()
      case (3, 5): header.compressed = try reader.integer()
      case (5, 12), (7, 12):
        try reader.structure { (reader, inner) throws(TableError) in
          switch (inner.id, inner.kind) {
          case (1, 5): values = try reader.integer()
          case (2, 5): encoding = try reader.integer()
          case (3, 5): levels.definition = try reader.integer()
          case (4, 5): levels.repetition = try reader.integer()
          default: try reader.skip(inner)
          }
        }
      case (8, 12):
        try reader.structure { (reader, inner) throws(TableError) in
          switch (inner.id, inner.kind) {
          case (1, 5): values = try reader.integer()
          case (4, 5): encoding = try reader.integer()
          case (5, 5): levels.definitionBytes = try reader.integer()
          case (6, 5): levels.repetitionBytes = try reader.integer()
          case (7, 1): isCompressed = true
          case (7, 2): isCompressed = false
          default: try reader.skip(inner)
          }
        }
      default: try reader.skip(field)
      }
    }
    guard let kind = Kind(rawValue: header.kind), header.uncompressed >= 0, header.compressed >= 0, values >= 0 else {
      throw TableError(.syntax, "a Parquet page has a damaged header")
    }
    guard header.uncompressed <= 1 << 30, values <= 1 << 28 else {
      throw TableError(.limit, "a Parquet page is larger than 1 GB")
    }
    self.kind = kind
    uncompressed = header.uncompressed
    compressed = header.compressed
    self.values = values
    self.encoding = encoding
    definitionEncoding = levels.definition
    repetitionEncoding = levels.repetition
    definitionBytes = levels.definitionBytes
    repetitionBytes = levels.repetitionBytes
    self.isCompressed = isCompressed
    size = reader.position
  }
}
