/// Gives out sorted rows: those in memory, or those of several runs merged.
final class RunMerge {
  private final class Run {
    let file: SpillFile
    /// Which run it was: of equal rows those of the earlier run come first.
    let number: Int
    var chunk: TableChunk
    var row = 0
    var prefix: UInt64 = 0

    init(_ file: SpillFile, _ number: Int, _ schema: TableSchema) {
      self.file = file
      self.number = number
      chunk = TableChunk(schema)
    }

    /// Gets the next block; false at the end.
    func load() throws -> Bool {
      chunk.removeAll()
      row = 0
      return try file.read(into: chunk)
    }
  }

  private let schema: TableSchema
  private let order: RowOrder
  /// A heap: no run has rows before those of the run at half its place.
  private var runs: [Run] = []
  private var sorted: SortedRows?
  private var given = 0
  private var chunk: TableChunk

  init(_ schema: TableSchema, _ order: RowOrder, sorted: SortedRows) {
    self.schema = schema
    self.order = order
    self.sorted = sorted
    chunk = TableChunk(schema)
  }

  init(_ schema: TableSchema, _ order: RowOrder, runs files: [SpillFile]) throws {
    self.schema = schema
    self.order = order
    chunk = TableChunk(schema)
    for (number, file) in files.enumerated() {
      let run = Run(file, number, schema)
      file.rewind()
      guard try run.load() else { continue }
      run.prefix = order.prefix(run.chunk.columns, 0)
      runs.append(run)
    }
    for place in stride(from: runs.count / 2 - 1, through: 0, by: -1) { sink(place) }
  }

  /// The next rows, at most `limit`.
  func next(_ limit: Int) throws -> TableChunk? {
    if isKnownUniquelyReferenced(&chunk) { chunk.removeAll() } else { chunk = TableChunk(schema) }
    if let sorted {
      let end = min(given + limit, sorted.places.count)
      chunk.append(places: Array(sorted.places[given..<end]), of: sorted.rows)
      given = end
      // The last rows are copied, so the store of all can go.
      if end == sorted.places.count { self.sorted = nil }
    } else {
      var count = 0
      while count < limit, let run = runs.first {
        chunk.append(row: run.row, of: run.chunk)
        count += 1
        try advance(run)
      }
    }
    chunk.seal()
    return chunk.count > 0 ? chunk : nil
  }

  private func advance(_ run: Run) throws {
    run.row += 1
    let hasMore = run.row < run.chunk.count ? true : try run.load()
    if hasMore {
      run.prefix = order.prefix(run.chunk.columns, run.row)
    } else {
      let last = runs.removeLast()
      if runs.isEmpty { return }
      runs[0] = last
    }
    sink(0)
  }

  private func isBefore(_ left: Run, _ right: Run) -> Bool {
    if left.prefix != right.prefix { return left.prefix < right.prefix }
    let order = order.compare(left.chunk.columns, left.row, right.chunk.columns, right.row)
    return order != 0 ? order < 0 : left.number < right.number
  }

  private func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [place * 2 + 1, place * 2 + 2] where child < runs.count && isBefore(runs[child], runs[least]) {
        least = child
      }
      if least == place { return }
      runs.swapAt(place, least)
      place = least
    }
  }
}
