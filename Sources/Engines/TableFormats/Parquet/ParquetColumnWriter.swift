internal import ByteIO
internal import Tables

/// Encodes one leaf of a row group: values go into a dictionary or plain into pages, full pages are compressed at once.
final class ParquetColumnWriter {
  struct Chunk {
    var values: Int
    var dictionarySize: Int?
    var uncompressed: Int
    var compressed: Int
    var usesPlain: Bool
    var statistics: ParquetStatistics
    var bloom: SplitBlockBloomFilter?
  }

  let leaf: ParquetLeaf
  let physical: ParquetPhysical
  private let compressor: PageCompressor
  private let options: ParquetWriter.Options
  private let wantsBloom: Bool
  var definitions = LevelBuffer()
  var repetitions = LevelBuffer()
  private var plain = ByteBuffer(reserving: 4096)
  private var pendingBits: UInt8 = 0
  private var pendingBitCount = 0
  private var indexes: UnsafeMutablePointer<UInt32>
  private var indexCount = 0
  private var indexRoom = 1 << 12
  private var texts = ByteDictionary()
  private var numbers = IntegerDictionary()
  private var usesDictionary: Bool
  /// What is there stays; what comes after the present rows is plain.
  private var dictionaryIsFull = false
  private var hasDictionaryPages = false
  private var hasPlainPages = false
  private var valueCount = 0
  private var pages = ByteBuffer(reserving: 4096)
  private var body = ByteBuffer(reserving: 4096)
  private var compressedBody = ByteBuffer(reserving: 4096)
  private var uncompressedBytes = 0
  private var statistics = ParquetStatistics()
  private var bloom: SplitBlockBloomFilter?

  private static let pageBytes = 1 << 20
  private static let pageValues = 1 << 17
  /// Values after which a dictionary that has hardly any repetition is given up.
  private static let trial = 8192

  init(_ leaf: ParquetLeaf, _ options: ParquetWriter.Options, _ compressor: PageCompressor) {
    self.leaf = leaf
    self.options = options
    self.compressor = compressor
    physical = ParquetPhysical(for: leaf.type)
    usesDictionary = Self.canUseDictionary(physical) && options.usesDictionary
    wantsBloom = options.bloomFilterColumns.contains(leaf.path.joined(separator: "."))
    indexes = .allocate(capacity: indexRoom)
    if wantsBloom { bloom = SplitBlockBloomFilter(expecting: options.bloomFilterValues) }
  }

  deinit { indexes.deallocate() }

  private static func canUseDictionary(_ physical: ParquetPhysical) -> Bool {
    physical != .boolean && physical != .fixedBytes
  }

  /// About what is held in memory.
  var byteCount: Int { pages.count + plain.count + indexCount * 4 + texts.byteCount }

  // MARK: Values

  func addNull() { statistics.nulls += 1 }

  @inline(__always)
  func add(integer value: Int64) {
    if usesDictionary {
      let (number, isNew) = numbers.number(of: UInt64(bitPattern: value))
      if isNew { note(value) }
      addIndex(number, isNew)
    } else {
      note(value)
      if physical == .int32 {
        plain.append(littleEndian: Int32(truncatingIfNeeded: value))
      } else {
        plain.append(littleEndian: value)
      }
    }
  }

  @inline(__always)
  private func note(_ value: Int64) {
    statistics.add(value)
    guard wantsBloom else { return }
    if physical == .int32 {
      bloom?.insert(XXHash64.hash(Int32(truncatingIfNeeded: value)))
    } else {
      bloom?.insert(XXHash64.hash(value))
    }
  }

  @inline(__always)
  func add(double value: Double) {
    if usesDictionary {
      let (number, isNew) = numbers.number(of: value.bitPattern)
      if isNew { note(value) }
      addIndex(number, isNew)
    } else {
      note(value)
      plain.append(littleEndian: value.bitPattern)
    }
  }

  @inline(__always)
  private func note(_ value: Double) {
    statistics.add(value)
    if wantsBloom { bloom?.insert(XXHash64.hash(value.bitPattern)) }
  }

  @inline(__always)
  func add(bytes value: UnsafeRawBufferPointer) {
    if usesDictionary {
      let (number, isNew) = texts.number(of: value)
      if isNew { note(value) }
      addIndex(number, isNew)
    } else {
      note(value)
      appendPlain(value)
    }
  }

  private func note(_ value: UnsafeRawBufferPointer) {
    statistics.add(value)
    if wantsBloom { bloom?.insert(XXHash64.hash(value)) }
  }

  @inline(__always)
  private func appendPlain(_ value: UnsafeRawBufferPointer) {
    plain.append(littleEndian: UInt32(truncatingIfNeeded: value.count))
    plain.append(value)
  }

  func add(boolean value: Bool) {
    statistics.add(value ? 1 : 0 as Int64)
    if value { pendingBits |= 1 << UInt8(pendingBitCount) }
    pendingBitCount += 1
    if pendingBitCount == 8 {
      plain.append(pendingBits)
      pendingBits = 0
      pendingBitCount = 0
    }
  }

  func add(wide value: Int128) {
    statistics.add(value)
    withUnsafeBytes(of: value.bigEndian) {
      plain.append($0)
      if wantsBloom { bloom?.insert(XXHash64.hash($0)) }
    }
  }

  @inline(__always)
  private func addIndex(_ number: Int, _ isNew: Bool) {
    if indexCount == indexRoom { growIndexes() }
    indexes[indexCount] = UInt32(truncatingIfNeeded: number)
    indexCount &+= 1
    if isNew { checkDictionary(number &+ 1) }
  }

  private func growIndexes() {
    let moved = UnsafeMutablePointer<UInt32>.allocate(capacity: indexRoom * 2)
    moved.update(from: indexes, count: indexCount)
    indexes.deallocate()
    indexes = moved
    indexRoom *= 2
  }

  @inline(__always)
  private func checkDictionary(_ distinct: Int) {
    if distinct == Self.trial, !hasDictionaryPages, indexCount < Self.trial * 5 / 4 { return giveUpDictionary() }
    // A dictionary as large as a page costs more than it saves.
    if distinct >= 1 << 17 || (physical == .byteArray && texts.byteCount > Self.pageBytes) { dictionaryIsFull = true }
  }

  /// Nothing was written with it yet: the values become plain ones.
  private func giveUpDictionary() {
    usesDictionary = false
    for place in 0..<indexCount {
      let number = Int(indexes[place])
      switch physical {
      case .byteArray: appendPlain(texts.value(number))
      case .int32: plain.append(littleEndian: Int32(truncatingIfNeeded: Int64(bitPattern: numbers.values[number])))
      default: plain.append(littleEndian: numbers.values[number])
      }
    }
    indexCount = 0
    texts.removeAll()
    numbers.removeAll()
  }

  /// Called after each batch of rows: closes pages that are full.
  func endBatch() throws {
    guard plain.count >= Self.pageBytes || definitions.count >= Self.pageValues || dictionaryIsFull else { return }
    try flushPage()
    if dictionaryIsFull {
      usesDictionary = false
      dictionaryIsFull = false
    }
  }

  // MARK: Pages

  private func flushPage() throws {
    let count = definitions.count
    guard count > 0 else { return }
    body.removeAll()
    if leaf.maxRepetition > 0 { repetitions.encode(maximum: leaf.maxRepetition, to: &body) }
    if leaf.maxDefinition > 0 { definitions.encode(maximum: leaf.maxDefinition, to: &body) }
    let encoding: ParquetEncoding
    if usesDictionary {
      encoding = .dictionary
      hasDictionaryPages = true
      let distinct = physical == .byteArray ? texts.count : numbers.count
      let width = max(1, Int.bitWidth - max(distinct - 1, 0).leadingZeroBitCount)
      body.append(UInt8(width))
      HybridEncoder.append(UnsafeBufferPointer(start: indexes, count: indexCount), width: width, to: &body)
      indexCount = 0
    } else {
      encoding = .plain
      hasPlainPages = true
      if pendingBitCount > 0 { plain.append(pendingBits) }
      pendingBits = 0
      pendingBitCount = 0
      plain.withUnsafeBytes { body.append($0) }
      plain.removeAll()
    }
    valueCount += count
    definitions.removeAll()
    repetitions.removeAll()
    try appendPage(to: &pages, kind: 0) { header in
      header.begin(5)
      header.i32(1, count)
      header.i32(2, encoding.rawValue)
      header.i32(3, ParquetEncoding.runLength.rawValue)
      header.i32(4, ParquetEncoding.runLength.rawValue)
      header.end()
    }
  }

  /// `body` as a page, compressed, with its header.
  private func appendPage(
    to target: inout ByteBuffer, kind: Int, detail: (inout ThriftWriter) -> Void
  ) throws {
    compressedBody.removeAll()
    try body.withUnsafeBytes { try compressor.compress($0, into: &compressedBody) }
    var header = ThriftWriter()
    header.i32(1, kind)
    header.i32(2, body.count)
    header.i32(3, compressedBody.count)
    detail(&header)
    header.stop()
    uncompressedBytes += header.buffer.count + body.count
    header.buffer.withUnsafeBytes { target.append($0) }
    compressedBody.withUnsafeBytes { target.append($0) }
  }

  /// Writes the row group's pages, the dictionary first, and starts anew.
  func finish(into sink: any ByteSink) throws -> Chunk {
    try flushPage()
    var dictionarySize: Int?
    if hasDictionaryPages {
      body.removeAll()
      let count = physical == .byteArray ? texts.count : numbers.count
      for number in 0..<count {
        switch physical {
        case .byteArray:
          let value = texts.value(number)
          body.append(littleEndian: UInt32(value.count))
          body.append(value)
        case .int32: body.append(littleEndian: Int32(truncatingIfNeeded: Int64(bitPattern: numbers.values[number])))
        default: body.append(littleEndian: numbers.values[number])
        }
      }
      var page = ByteBuffer(reserving: body.count)
      try appendPage(to: &page, kind: 2) { header in
        header.begin(7)
        header.i32(1, count)
        header.i32(2, 0)
        header.end()
      }
      dictionarySize = page.count
      try page.drain(into: sink)
    }
    let chunk = Chunk(
      values: valueCount, dictionarySize: dictionarySize, uncompressed: uncompressedBytes,
      compressed: (dictionarySize ?? 0) + pages.count, usesPlain: hasPlainPages, statistics: statistics, bloom: bloom)
    try pages.drain(into: sink)
    reset()
    return chunk
  }

  private func reset() {
    texts.removeAll()
    numbers.removeAll()
    usesDictionary = Self.canUseDictionary(physical) && options.usesDictionary
    hasDictionaryPages = false
    hasPlainPages = false
    dictionaryIsFull = false
    valueCount = 0
    uncompressedBytes = 0
    statistics = ParquetStatistics()
    if wantsBloom { bloom = SplitBlockBloomFilter(expecting: options.bloomFilterValues) }
  }
}
