internal import ByteIO
internal import Tables

/// Reads one leaf of a row group page by page.
final class ParquetColumnReader {
  let leaf: ParquetNode.Leaf
  private let store: any ByteStore
  private let decoder: ParquetValueDecoder
  private let compressor: PageCompressor
  private var position: Int
  private let end: Int
  /// Values, missing ones counted, that are still to come in pages not yet read.
  private var remaining: Int
  private var raw = ByteBuffer(reserving: 4096)
  private var page = ByteBuffer(reserving: 4096)
  private var dictionary: ColumnVector?
  /// The present page's values without the missing ones.
  private(set) var values: ColumnVector
  private var nextValue = 0
  private var definitions: UnsafeMutablePointer<UInt8>
  private var repetitions: UnsafeMutablePointer<UInt8>
  private var indexes: UnsafeMutablePointer<UInt32>
  private var room = 0
  private var levelCount = 0
  private var nextLevel = 0
  private var hasMissing = false

  init(
    _ leaf: ParquetNode.Leaf, _ chunk: ParquetMetadata.Chunk, _ store: any ByteStore, _ warnings: TableWarnings
  ) throws(TableError) {
    if chunk.isEncrypted {
      throw TableError(.unsupported, "the file is encrypted", at: .init(column: leaf.element.name))
    }
    if chunk.file != nil {
      throw TableError(.unsupported, "the column lies in another file", at: .init(column: leaf.element.name))
    }
    self.leaf = leaf
    self.store = store
    decoder = ParquetValueDecoder(leaf, warnings)
    compressor = PageCompressor(try ParquetCodec.named(chunk.codec))
    let dictionaryOffset = chunk.dictionaryOffset.flatMap { $0 > 0 ? $0 : nil } ?? chunk.dataOffset
    position = min(chunk.dataOffset, dictionaryOffset)
    guard position >= 4, chunk.size >= 0, chunk.size <= store.count - position, chunk.values >= 0 else {
      throw TableError(.truncated, "the column's pages lie outside of the file", at: .init(column: leaf.element.name))
    }
    end = position + chunk.size
    remaining = chunk.values
    values = ColumnVector(leaf.type)
    definitions = .allocate(capacity: 1)
    repetitions = .allocate(capacity: 1)
    indexes = .allocate(capacity: 1)
  }

  deinit {
    definitions.deallocate()
    repetitions.deallocate()
    indexes.deallocate()
  }

  private func damaged(_ message: String) -> TableError {
    TableError(
      .syntax, "the Parquet file is damaged: \(message)", at: .init(column: leaf.element.name, offset: position))
  }

  // MARK: Pages

  private func loadPage() throws {
    while true {
      guard remaining > 0, position < end else { throw damaged("there are fewer values than rows") }
      let header = try readHeader()
      guard header.compressed <= end - position else { throw damaged("a page is longer than its column") }
      raw.removeAll()
      try raw.append(upTo: header.compressed) { room in
        try store.read(at: position, into: room)
        return header.compressed
      }
      position += header.compressed
      switch header.kind {
      case .index: continue
      case .dictionary: try loadDictionary(header)
      case .data, .dataV2:
        guard header.values <= remaining else { throw damaged("there are more values than rows") }
        remaining -= header.values
        try load(header)
        if levelCount > 0 { return }
      }
    }
  }

  private func readHeader() throws -> ParquetPageHeader {
    var size = min(256, end - position)
    while true {
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 8)
      defer { bytes.deallocate() }
      let part = UnsafeMutableRawBufferPointer(rebasing: bytes[..<size])
      try store.read(at: position, into: part)
      do {
        let header = try ParquetPageHeader(UnsafeRawBufferPointer(part))
        position += header.size
        return header
      } catch {
        // Statistics may make a header long.
        guard size < min(1 << 20, end - position) else { throw error }
        size = min(size * 16, end - position)
      }
    }
  }

  private func loadDictionary(_ header: ParquetPageHeader) throws {
    try raw.withUnsafeBytes { try compressor.decompress($0, size: header.uncompressed, into: &page) }
    let vector = ColumnVector(leaf.type, reserving: min(header.values, header.uncompressed))
    try page.withUnsafeBytes { try decoder.decode($0, .plain, count: header.values, into: vector) }
    dictionary = vector
  }

  private func load(_ header: ParquetPageHeader) throws {
    reserve(header.values)
    levelCount = header.values
    nextLevel = 0
    nextValue = 0
    values.removeAll()
    var place = 0
    if header.kind == .dataV2 {
      let levels = header.repetitionBytes + header.definitionBytes
      guard header.repetitionBytes >= 0, header.definitionBytes >= 0, levels <= header.compressed,
        levels <= header.uncompressed
      else { throw damaged("the levels are longer than their page") }
      try raw.withUnsafeBytes { bytes in
        try decodeLevels(
          UnsafeRawBufferPointer(rebasing: bytes[..<header.repetitionBytes]), leaf.maxRepetition, repetitions)
        try decodeLevels(
          UnsafeRawBufferPointer(rebasing: bytes[header.repetitionBytes..<levels]), leaf.maxDefinition, definitions)
        let rest = UnsafeRawBufferPointer(rebasing: bytes[levels...])
        if header.isCompressed, header.uncompressed > levels {
          try compressor.decompress(rest, size: header.uncompressed - levels, into: &page)
        } else {
          page.removeAll()
          page.append(rest)
        }
      }
    } else {
      try raw.withUnsafeBytes { try compressor.decompress($0, size: header.uncompressed, into: &page) }
      try page.withUnsafeBytes { bytes in
        place = try prefixedLevels(bytes, 0, leaf.maxRepetition, header.repetitionEncoding, repetitions)
        place = try prefixedLevels(bytes, place, leaf.maxDefinition, header.definitionEncoding, definitions)
      }
    }
    var present = header.values
    if leaf.maxDefinition > 0 {
      let full = UInt8(leaf.maxDefinition)
      present = 0
      for index in 0..<header.values where definitions[index] == full { present &+= 1 }
    }
    hasMissing = present < header.values
    let encoding = try ParquetEncoding.named(header.encoding)
    try page.withUnsafeBytes { bytes in
      let stored = UnsafeRawBufferPointer(rebasing: bytes[place...])
      if encoding == .dictionary || encoding == .plainDictionary {
        try decodeIndexes(stored, present)
      } else {
        try decoder.decode(stored, encoding, count: present, into: values)
      }
    }
  }

  private func prefixedLevels(
    _ bytes: UnsafeRawBufferPointer, _ place: Int, _ maximum: Int, _ encoding: Int,
    _ target: UnsafeMutablePointer<UInt8>
  ) throws -> Int {
    guard maximum > 0 else { return place }
    guard encoding == ParquetEncoding.runLength.rawValue else {
      throw TableError(.unsupported, "levels with encoding \(encoding) (BIT_PACKED) are not supported")
    }
    guard place + 4 <= bytes.count else { throw damaged("a page ends inside of its levels") }
    let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
    guard length <= bytes.count - place - 4 else { throw damaged("a page ends inside of its levels") }
    try decodeLevels(UnsafeRawBufferPointer(rebasing: bytes[(place + 4)..<(place + 4 + length)]), maximum, target)
    return place + 4 + length
  }

  private func decodeLevels(
    _ bytes: UnsafeRawBufferPointer, _ maximum: Int, _ target: UnsafeMutablePointer<UInt8>
  ) throws {
    guard maximum > 0 else { return }
    let width = Int.bitWidth - maximum.leadingZeroBitCount
    try HybridDecoder.decode(bytes, width: width, count: levelCount, maximum: UInt64(maximum), into: target)
  }

  private func decodeIndexes(_ bytes: UnsafeRawBufferPointer, _ count: Int) throws {
    guard count > 0 else { return }
    guard let dictionary, dictionary.count > 0 else { throw damaged("a page needs a dictionary that is not there") }
    guard let width = bytes.first, width <= 32 else { throw damaged("a page's indexes are too wide") }
    try HybridDecoder.decode(
      UnsafeRawBufferPointer(rebasing: bytes[1...]), width: Int(width), count: count,
      maximum: UInt64(dictionary.count - 1), into: indexes)
    switch dictionary.layout {
    case .integers where dictionary.nullCount == 0:
      let source = dictionary.integers
      values.appendIntegers(count) { target in
        for index in 0..<count { target[index] = source[Int(indexes[index])] }
      }
    case .doubles:
      let source = dictionary.doubles
      values.appendDoubles(count) { target in
        for index in 0..<count { target[index] = source[Int(indexes[index])] }
      }
    case .bytes:
      for index in 0..<count { values.append(dictionary.bytes(at: Int(indexes[index]))) }
    default:
      for index in 0..<count { values.append(row: Int(indexes[index]), of: dictionary) }
    }
  }

  private func reserve(_ count: Int) {
    guard count > room else { return }
    definitions.deallocate()
    repetitions.deallocate()
    indexes.deallocate()
    definitions = .allocate(capacity: count)
    repetitions = .allocate(capacity: count)
    indexes = .allocate(capacity: count)
    room = count
  }

  // MARK: Values

  /// Appends the next `count` rows of a leaf that is a column itself.
  func readFlat(_ count: Int, into vector: ColumnVector) throws {
    var left = count
    while left > 0 {
      if nextLevel == levelCount { try loadPage() }
      let part = min(left, levelCount - nextLevel)
      if hasMissing {
        let full = UInt8(leaf.maxDefinition)
        for place in nextLevel..<(nextLevel + part) {
          if definitions[place] == full {
            vector.append(row: nextValue, of: values)
            nextValue += 1
          } else {
            vector.appendNull()
          }
        }
      } else {
        vector.append(rows: nextValue..<(nextValue + part), of: values)
        nextValue += part
      }
      nextLevel += part
      left -= part
    }
  }

  /// The levels of the next entry, without taking it.
  func peek() throws -> (definition: Int, repetition: Int) {
    if nextLevel == levelCount { try loadPage() }
    return (
      leaf.maxDefinition > 0 ? Int(definitions[nextLevel]) : 0,
      leaf.maxRepetition > 0 ? Int(repetitions[nextLevel]) : 0
    )
  }

  /// Whether another entry of the same row follows; at the end of the column none does.
  func nextRepetition() throws -> Int {
    if nextLevel == levelCount, remaining == 0 { return 0 }
    return try peek().repetition
  }

  func skipEntry() throws {
    if try peek().definition == leaf.maxDefinition { nextValue += 1 }
    nextLevel += 1
  }

  func readEntry(into vector: ColumnVector) throws {
    if try peek().definition == leaf.maxDefinition {
      vector.append(row: nextValue, of: values)
      nextValue += 1
    } else {
      vector.appendNull()
    }
    nextLevel += 1
  }
}
