internal import ByteIO
internal import JSON
internal import Tables

/// The rows of a table as data for a template: a row for each file, or all rows that share a value and follow one
/// another, with `rows` in them.
final class MergeRows {
  struct Row: Sendable {
    /// The first row of the table it was made of, from 1.
    let line: Int
    let data: JSONValue
  }

  private let source: any TableSource
  private let key: Int?
  private let names: [String]
  private var chunk: TableChunk?
  private var place = 0
  private var line = 0
  private var group: [JSONValue] = []
  private var groupLine = 0
  private var groupKey: String?
  private var isAtEnd = false

  init(_ source: any TableSource, by column: String?) throws {
    self.source = source
    names = source.schema.columns.map(\.name)
    guard let column else {
      key = nil
      return
    }
    guard let index = names.firstIndex(of: column) else {
      throw TableError(
        .unknownColumn, "there is no column '\(column)'; there are \(names.joined(separator: ", "))")
    }
    key = index
  }

  /// The data of at most `count` files; nil after the last.
  func next(_ count: Int) throws -> [Row]? {
    var rows: [Row] = []
    while rows.count < count, !isAtEnd {
      guard let (data, own) = try nextRow() else {
        isAtEnd = true
        if let last = closeGroup() { rows.append(last) }
        break
      }
      guard key != nil else {
        rows.append(Row(line: line, data: data))
        continue
      }
      if own != groupKey, let done = closeGroup() { rows.append(done) }
      if group.isEmpty { groupLine = line }
      groupKey = own
      group.append(data)
    }
    return rows.isEmpty ? nil : rows
  }

  private func closeGroup() -> Row? {
    guard let first = group.first, case .object(var members) = first else { return nil }
    members.append(.init("rows", .array(group)))
    group.removeAll(keepingCapacity: true)
    return Row(line: groupLine, data: .object(members))
  }

  private func nextRow() throws -> (data: JSONValue, key: String?)? {
    while chunk.map({ place >= $0.count }) ?? true {
      guard let next = try source.next() else { return nil }
      chunk = next
      place = 0
    }
    guard let chunk else { return nil }
    var buffer = ByteBuffer(reserving: 256)
    buffer.append(UInt8(ascii: "{"))
    var own: String?
    for (index, column) in chunk.columns.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(jsonText: names[index])
      buffer.append(UInt8(ascii: ":"))
      let start = buffer.count
      buffer.append(jsonOf: column, at: place)
      if index == key {
        own = buffer.withUnsafeBytes { String(decoding: UnsafeRawBufferPointer(rebasing: $0[start...]), as: UTF8.self) }
      }
    }
    buffer.append(UInt8(ascii: "}"))
    place += 1
    line += 1
    let bytes = buffer.withUnsafeBytes { Array($0) }
    return (try JSONValue(parsing: bytes), own)
  }
}
