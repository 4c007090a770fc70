internal import ByteIO

/// How rows without a partner are treated.
public enum JoinKind: String, Sendable, Hashable, CaseIterable {
  /// Only rows with a partner.
  case inner
  /// All rows; without a partner the other table's columns are missing.
  case left
  /// Rows with a partner, once each, without the other table's columns.
  case semi
  /// Rows without a partner.
  case anti
}

/// A table beside the rows of a smaller one with the same keys. The smaller one is held in memory.
final class JoinedTable: TableSource {
  let schema: TableSchema
  private let source: any TableSource
  private let kind: JoinKind
  private let keys: RowKey
  private let other: TableChunk
  /// The columns of the other table that are no keys.
  private let added: [Int]
  private var dictionary = ByteDictionary()
  /// A key's first row in the other table, and after each row the next with the same key; -1 is the end.
  private var firsts: [Int32] = []
  private var following: [Int32] = []
  private var key = ByteBuffer(reserving: 128)

  init(
    _ source: any TableSource, _ other: any TableSource, on pairs: [(own: Int, other: Int)], _ kind: JoinKind,
    _ resources: TableResources
  ) throws {
    self.source = source
    self.kind = kind
    keys = RowKey(columns: pairs.map(\.own))
    let otherSchema = other.schema
    for (own, foreign) in pairs {
      let left = source.schema.columns[own]
      let right = otherSchema.columns[foreign]
      guard Self.isComparable(left.type, right.type) else {
        throw TableError(
          .type,
          "'\(left.name)' is \(left.type) and '\(right.name)' is \(right.type); compute columns of one type first")
      }
    }
    let otherKeys = Set(pairs.map(\.other))
    added = kind == .inner || kind == .left ? otherSchema.columns.indices.filter { !otherKeys.contains($0) } : []
    var schema = source.schema
    var taken = Set(schema.columns.map(\.name))
    for index in added {
      var column = otherSchema.columns[index]
      if taken.contains(column.name) { column.name = "\(otherSchema.name)_\(column.name)" }
      guard taken.insert(column.name).inserted else {
        throw TableError(.expression, "both tables have a column '\(column.name)'; rename one")
      }
      if kind == .left { column.isNullable = true }
      schema.columns.append(column)
    }
    self.schema = schema
    self.other = try Self.collect(other, resources)
    link(RowKey(columns: pairs.map(\.other)))
  }

  private static func isComparable(_ left: ColumnType, _ right: ColumnType) -> Bool {
    switch (left, right) {
    case (.decimal(_, let first), .decimal(_, let second)): first == second && left.layout == right.layout
    case (.timestamp(let first), .timestamp(let second)): (first == nil) == (second == nil)
    default: left == right
    }
  }

  private static func collect(_ other: any TableSource, _ resources: TableResources) throws -> TableChunk {
    let all = TableChunk(other.schema)
    while let chunk = try other.next() {
      for (column, from) in zip(all.columns, chunk.columns) { column.append(rows: 0..<chunk.count, of: from) }
      all.seal()
      guard all.byteCount <= min(resources.memory, 1 << 30), all.count < Int(Int32.max) else {
        throw TableError(
          .limit,
          "'\(other.schema.name)' is larger than \(min(resources.memory, 1 << 30) >> 20) MB; join the larger table with the smaller"
        )
      }
    }
    return all
  }

  private func link(_ otherKeys: RowKey) {
    var lasts: [Int32] = []
    following = [Int32](repeating: -1, count: other.count)
    for row in 0..<other.count {
      // What is missing equals nothing.
      if otherKeys.hasNull(row, of: other) { continue }
      key.removeAll()
      otherKeys.append(row, of: other, to: &key)
      let (number, isNew) = key.withUnsafeBytes { dictionary.number(of: $0) }
      if isNew {
        firsts.append(Int32(row))
        lasts.append(Int32(row))
      } else {
        following[Int(lasts[number])] = Int32(row)
        lasts[number] = Int32(row)
      }
    }
  }

  func narrow(to interest: TableInterest) {
    let own = source.schema.columns.count
    source.narrow(
      to: TableInterest(
        columns: interest.columns.filter { $0 < own }.union(keys.columns),
        bounds: interest.bounds.filter { $0.column < own }))
  }

  func next() throws -> TableChunk? {
    while let chunk = try source.next() {
      var own: [Int32] = []
      var partners: [Int32] = []
      own.reserveCapacity(chunk.count)
      for row in 0..<chunk.count {
        var partner = first(row, of: chunk)
        switch kind {
        case .semi: if partner >= 0 { own.append(Int32(row)) }
        case .anti: if partner < 0 { own.append(Int32(row)) }
        case .inner, .left:
          if partner < 0, kind == .left {
            own.append(Int32(row))
            partners.append(-1)
          }
          while partner >= 0 {
            own.append(Int32(row))
            partners.append(partner)
            partner = following[Int(partner)]
          }
        }
      }
      if own.isEmpty { continue }
      return result(chunk, own, partners)
    }
    return nil
  }

  private func first(_ row: Int, of chunk: TableChunk) -> Int32 {
    if keys.hasNull(row, of: chunk) { return -1 }
    key.removeAll()
    keys.append(row, of: chunk, to: &key)
    return key.withUnsafeBytes { dictionary.find($0) }.map { firsts[$0] } ?? -1
  }

  private func result(_ chunk: TableChunk, _ own: [Int32], _ partners: [Int32]) -> TableChunk {
    // Mostly every row has one partner; then its own columns are passed on as they are.
    let isWhole =
      own.count == chunk.count && own.last == Int32(chunk.count - 1) && zip(own, 0...).allSatisfy { $0 == $1 }
    var columns = isWhole ? chunk.columns : []
    own.withUnsafeBufferPointer { places in
      if !isWhole {
        for column in chunk.columns {
          let copy = ColumnVector(column.type, reserving: own.count)
          copy.append(places: places, of: column)
          columns.append(copy)
        }
      }
    }
    partners.withUnsafeBufferPointer { places in
      for index in added {
        let column = ColumnVector(other.columns[index].type, reserving: own.count)
        column.append(places: places, of: other.columns[index])
        columns.append(column)
      }
    }
    return TableChunk(columns: columns, count: own.count, keeping: isWhole ? chunk : nil)
  }
}
