internal import Tables
internal import Values

/// Reads rows of plain values straight from the window: objects without escapes and nesting, whose keys come in the
/// order of the columns.
///
/// Whatever is unusual is left, untouched, to the reader that knows all of JSON. Both give the same values.
struct JSONPlainRows: ~Copyable {
  private enum Kind { case text, integer, double, boolean, moment }

  /// A key with its quotes and its colon.
  private struct Key {
    /// Its first bytes, eight at most.
    let front: UInt64
    let mask: UInt64
    let offset: Int
    let length: Int
  }

  private let keys: [Key]
  private let kinds: [Kind]
  private let types: [ColumnType]
  private let names: [UInt8]

  /// Nil where a column's type or name needs the other reader.
  init?(_ schema: TableSchema) {
    guard !schema.columns.isEmpty else { return nil }
    var keys: [Key] = []
    var kinds: [Kind] = []
    var names: [UInt8] = []
    for column in schema.columns {
      switch column.type {
      case .text: kinds.append(.text)
      case .integer: kinds.append(.integer)
      case .double: kinds.append(.double)
      case .boolean: kinds.append(.boolean)
      case .date, .time, .timestamp, .duration: kinds.append(.moment)
      case .decimal, .binary, .list, .object: return nil
      }
      guard column.name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else { return nil }
      let key = Array("\"\(column.name)\":".utf8)
      var front: UInt64 = 0
      for (index, byte) in key.prefix(8).enumerated() { front |= UInt64(byte) << UInt64(8 * index) }
      let mask: UInt64 = key.count >= 8 ? .max : (1 << UInt64(8 * key.count)) - 1
      keys.append(Key(front: front, mask: mask, offset: names.count, length: key.count))
      names += key
    }
    self.keys = keys
    self.kinds = kinds
    self.names = names
    types = schema.columns.map(\.type)
  }

  /// The length of the row at `start`, which ends with readable bytes behind it; 0 where it is not plain or not whole,
  /// and then nothing was appended.
  func read(_ start: UnsafePointer<UInt8>, _ end: Int, into chunk: TableChunk) -> Int {
    guard end > 1, start[0] == UInt8(ascii: "{") else { return 0 }
    return chunk.columns.withUnsafeBufferPointer { columns in
      keys.withUnsafeBufferPointer { keys in
        let rows = columns[0].count
        let length = members(start, end, columns, keys)
        if length == 0 || length > end {
          for column in columns { column.truncate(to: rows) }
          return 0
        }
        return length
      }
    }
  }

  @inline(__always)
  private func members(
    _ start: UnsafePointer<UInt8>, _ end: Int, _ columns: UnsafeBufferPointer<ColumnVector>,
    _ keys: UnsafeBufferPointer<Key>
  ) -> Int {
    var place = 1
    var expected = 0
    while true {
      if start[place] == 0x20 { place &+= 1 }
      var index = expected
      while true {
        guard index < keys.count else { return 0 }
        if isKey(keys[index], start, place, end) { break }
        index &+= 1
      }
      while expected < index {
        columns[expected].appendNull()
        expected &+= 1
      }
      place &+= keys[index].length
      if start[place] == 0x20 { place &+= 1 }
      guard let next = value(start, place, end, columns[index], kinds[index], index) else { return 0 }
      place = next
      expected &+= 1
      switch start[place] {
      case UInt8(ascii: ","):
        place &+= 1
        guard place < end else { return 0 }
      case UInt8(ascii: "}"):
        while expected < keys.count {
          columns[expected].appendNull()
          expected &+= 1
        }
        return place &+ 1
      default: return 0
      }
    }
  }

  @inline(__always)
  private func isKey(_ key: Key, _ start: UnsafePointer<UInt8>, _ place: Int, _ end: Int) -> Bool {
    guard place &+ key.length < end else { return false }
    let word = UnsafeRawPointer(start + place).loadUnaligned(as: UInt64.self)
    guard UInt64(littleEndian: word) & key.mask == key.front else { return false }
    if key.length <= 8 { return true }
    for index in 8..<key.length where start[place &+ index] != names[key.offset &+ index] { return false }
    return true
  }

  /// Appends the value at `place`; gives the place behind it.
  @inline(__always)
  private func value(
    _ start: UnsafePointer<UInt8>, _ place: Int, _ end: Int, _ column: ColumnVector, _ kind: Kind, _ index: Int
  ) -> Int? {
    let byte = start[place]
    if byte == UInt8(ascii: "n") {
      guard Self.has("null", start, place) else { return nil }
      column.appendNull()
      return place &+ 4
    }
    switch kind {
    case .text:
      guard byte == UInt8(ascii: "\""), let close = Self.closing(start, place &+ 1, end) else { return nil }
      column.append(UnsafeRawBufferPointer(start: start + (place &+ 1), count: close &- place &- 1))
      return close &+ 1
    case .integer:
      guard let behind = Self.number(start, place),
        let number = ValueParser.integer(UnsafeRawBufferPointer(start: start + place, count: behind &- place))
      else { return nil }
      column.append(integer: number)
      return behind
    case .double:
      guard let behind = Self.number(start, place),
        let number = ValueParser.double(UnsafeRawBufferPointer(start: start + place, count: behind &- place)),
        number.isFinite
      else { return nil }
      column.append(double: number)
      return behind
    case .boolean:
      let isTrue = byte == UInt8(ascii: "t")
      guard isTrue ? Self.has("true", start, place) : Self.has("false", start, place) else { return nil }
      column.append(boolean: isTrue)
      return isTrue ? place &+ 4 : place &+ 5
    case .moment:
      guard byte == UInt8(ascii: "\""), let close = Self.closing(start, place &+ 1, end),
        let number = JSONCells.moment(
          UnsafeRawBufferPointer(start: start + (place &+ 1), count: close &- place &- 1), types[index])
      else { return nil }
      column.append(integer: number)
      return close &+ 1
    }
  }

  @inline(__always)
  private static func has(_ word: StaticString, _ start: UnsafePointer<UInt8>, _ place: Int) -> Bool {
    for index in 0..<word.utf8CodeUnitCount where start[place &+ index] != word.utf8Start[index] { return false }
    return true
  }

  /// Where the text ends; nil where it has escapes or what no text may have.
  @inline(__always)
  private static func closing(_ start: UnsafePointer<UInt8>, _ first: Int, _ end: Int) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = first
    var seen: UInt64 = 0
    while index < end {
      let word = UInt64(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let escapes = word ^ (ones &* 0x5C)
      let stops =
        ((quotes &- ones) & ~quotes | (escapes &- ones) & ~escapes | (word &- ones &* 0x20) & ~word) & highs
      guard stops != 0 else {
        seen |= word
        index &+= 8
        continue
      }
      // The lowest mark is right; those above it may come of carries.
      let bits = stops.trailingZeroBitCount &- 7
      seen |= bits > 0 ? word & ((1 << UInt64(bits)) &- 1) : 0
      index &+= bits >> 3
      guard index < end, start[index] == 0x22 else { return nil }
      if seen & highs != 0,
        UTF8Check.firstInvalid(UnsafeRawBufferPointer(start: start + first, count: index &- first)) != nil
      {
        return nil
      }
      return index
    }
    return nil
  }

  /// Where a number ends that JSON allows and that both readers take alike.
  @inline(__always)
  private static func number(_ start: UnsafePointer<UInt8>, _ place: Int) -> Int? {
    var index = place
    let isNegative = start[index] == UInt8(ascii: "-")
    if isNegative { index &+= 1 }
    let first = start[index]
    guard first &- 0x30 < 10 else { return nil }
    // A zero stands alone before the point; a negative one is told apart by the other reader.
    if first == 0x30, isNegative || start[index &+ 1] &- 0x30 < 10 { return nil }
    while start[index] &- 0x30 < 10 { index &+= 1 }
    if start[index] == UInt8(ascii: ".") {
      index &+= 1
      guard start[index] &- 0x30 < 10 else { return nil }
      while start[index] &- 0x30 < 10 { index &+= 1 }
    }
    if start[index] | 0x20 == UInt8(ascii: "e") {
      index &+= 1
      if start[index] == UInt8(ascii: "+") || start[index] == UInt8(ascii: "-") { index &+= 1 }
      guard start[index] &- 0x30 < 10 else { return nil }
      while start[index] &- 0x30 < 10 { index &+= 1 }
    }
    return index
  }
}
