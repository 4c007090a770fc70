internal import ByteIO
internal import Expressions

/// One row for each group of rows with the same keys; gives them in no order that means anything.
///
/// Groups are held in memory. Once they take more than allowed, rows of groups that are not there yet go to the disk,
/// spread over partitions by their key, and each partition is grouped afterwards on its own.
final class GroupedTable: TableSource {
  let schema: TableSchema
  private let keys: RowKey
  private let requests: [AggregateRequest]
  private let resources: TableResources
  private var source: (any TableSource)?
  private let sourceSchema: TableSchema
  private var groups: Groups?
  private var partitions: [(file: SpillFile, level: Int)] = []
  private static let fanOut = 16
  /// Beyond this, equal keys are what does not fit, and more partitions cannot help.
  private static let deepest = 6

  init(
    _ source: any TableSource, keys: [Int], _ requests: [AggregateRequest], _ resources: TableResources
  ) throws(TableError) {
    self.source = source
    self.keys = RowKey(columns: keys)
    self.requests = requests
    self.resources = resources
    sourceSchema = source.schema
    var schema = source.schema
    schema.columns = keys.map { source.schema.columns[$0] }
    for request in requests {
      schema.columns.append(Column(request.name, try request.column(source.schema).type))
    }
    self.schema = schema
  }

  private final class Groups {
    var dictionary = ByteDictionary()
    let keys: TableChunk
    let aggregates: [any AggregateColumn]
    var given = 0

    init(_ keys: TableChunk, _ aggregates: [any AggregateColumn]) {
      self.keys = keys
      self.aggregates = aggregates
    }

    var byteCount: Int {
      dictionary.byteCount + dictionary.count * 24 + keys.byteCount + aggregates.reduce(0) { $0 + $1.byteCount }
    }
  }

  func next() throws -> TableChunk? {
    while true {
      if let groups, let chunk = try result(groups) { return chunk }
      groups = nil
      if let source {
        self.source = nil
        groups = try group(source, level: 0)
      } else if let (file, level) = partitions.popLast() {
        file.rewind()
        groups = try group(SpilledTable(sourceSchema, file), level: level)
      } else {
        return nil
      }
    }
  }

  private func result(_ groups: Groups) throws -> TableChunk? {
    let end = min(groups.given + 8_192, groups.keys.columns.isEmpty ? 1 : groups.keys.columns[0].count)
    guard end > groups.given else { return nil }
    let chunk = TableChunk(schema, reserving: end - groups.given)
    for (index, column) in groups.keys.columns.enumerated() {
      chunk.columns[index].append(rows: groups.given..<end, of: column)
    }
    for (index, aggregate) in groups.aggregates.enumerated() {
      let column = chunk.columns[keys.columns.count + index]
      for group in groups.given..<end { try aggregate.finish(group, into: column) }
    }
    groups.given = end
    chunk.seal()
    return chunk
  }

  private func group(_ source: any TableSource, level: Int) throws -> Groups {
    var aggregates: [any AggregateColumn] = []
    for request in requests { aggregates.append(try request.column(sourceSchema)) }
    let held = Groups(
      TableChunk(columns: keys.columns.map { ColumnVector(sourceSchema.columns[$0].type) }, count: 0), aggregates)
    // Without keys all rows are one group, even where there are none.
    if keys.columns.isEmpty { for aggregate in aggregates { aggregate.grow(to: 1) } }
    var spill: [SpillFile] = []
    var key = ByteBuffer(reserving: 256)
    var numbers: [Int32] = []
    while let chunk = try source.next() {
      numbers.removeAll(keepingCapacity: true)
      if !spill.isEmpty {
        try groupKnown(chunk, held, spill, level, &key, &numbers)
      } else if keys.columns.isEmpty {
        numbers.append(contentsOf: repeatElement(0, count: chunk.count))
      } else {
        for row in 0..<chunk.count {
          key.removeAll()
          keys.append(row, of: chunk, to: &key)
          let (number, isNew) = key.withUnsafeBytes { held.dictionary.number(of: $0) }
          if isNew {
            for (column, index) in zip(held.keys.columns, keys.columns) {
              column.append(row: row, of: chunk.columns[index])
            }
          }
          numbers.append(Int32(truncatingIfNeeded: number))
        }
      }
      for (index, aggregate) in aggregates.enumerated() {
        if !keys.columns.isEmpty { aggregate.grow(to: held.dictionary.count) }
        numbers.withUnsafeBufferPointer {
          aggregate.add(requests[index].column.map { chunk.columns[$0] }, $0)
        }
      }
      // Places in the dictionaries are 32 bits. Only what groups gather themselves can come so far.
      guard held.byteCount < 1 << 30 else {
        throw TableError(.limit, "the summaries of the groups need more than 1 GB, such as those of count_distinct")
      }
      if spill.isEmpty, !keys.columns.isEmpty, held.byteCount > min(resources.memory, 1 << 29) {
        guard level < Self.deepest else {
          throw TableError(.limit, "the groups need more memory than \(resources.memory >> 20) MB; allow more")
        }
        for _ in 0..<Self.fanOut { spill.append(try SpillFile(in: resources.folder)) }
      }
    }
    partitions += spill.filter { $0.rows > 0 }.map { ($0, level + 1) }
    return held
  }

  /// Numbers the rows of groups that are in memory, and sends the others to their partitions.
  private func groupKnown(
    _ chunk: TableChunk, _ held: Groups, _ spill: [SpillFile], _ level: Int, _ key: inout ByteBuffer,
    _ numbers: inout [Int32]
  ) throws {
    var places = [[Int32]](repeating: [], count: spill.count)
    for row in 0..<chunk.count {
      key.removeAll()
      keys.append(row, of: chunk, to: &key)
      let (known, hash) = key.withUnsafeBytes { (held.dictionary.find($0), ByteDictionary.hash($0)) }
      numbers.append(Int32(truncatingIfNeeded: known ?? -1))
      if known == nil {
        // Every level looks at other bits.
        let mixed = ByteDictionary.mix(hash ^ UInt64(level + 1) &* 0x9E37_79B9_7F4A_7C15)
        places[Int(mixed >> 32) % spill.count].append(Int32(row))
      }
    }
    for (file, rows) in zip(spill, places) where !rows.isEmpty {
      let part = TableChunk(sourceSchema)
      part.append(places: rows, of: chunk)
      part.seal()
      try file.append(part)
    }
  }
}

/// Reads a spilled table.
final class SpilledTable: TableSource {
  let schema: TableSchema
  private let file: SpillFile
  private var chunk: TableChunk

  init(_ schema: TableSchema, _ file: SpillFile) {
    self.schema = schema
    self.file = file
    chunk = TableChunk(schema)
  }

  func next() throws -> TableChunk? {
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    return try file.read(into: chunk) ? chunk : nil
  }
}
