internal import Tables

/// Cuts a window into rows of fields (RFC 4180; also line ends of CR or LF alone).
struct CSVTokenizer: ~Copyable {
  enum RowEnd {
    case row
    /// A line without anything.
    case blank
    /// The window ends before the row does.
    case incomplete
  }

  let delimiter: UInt8
  let quote: UInt8
  let isLenient: Bool
  private(set) var fields: UnsafeMutablePointer<CSVField>
  private(set) var count = 0
  private var room = 1024
  /// Set when a quoted field had text behind its closing quote.
  private(set) var strayQuotes = 0

  init(_ dialect: CSVDialect, isLenient: Bool) {
    delimiter = dialect.delimiter
    quote = dialect.quote
    self.isLenient = isLenient
    fields = .allocate(capacity: room)
  }

  deinit { fields.deallocate() }

  mutating func removeAll() { count = 0 }

  mutating func truncate(to kept: Int) { count = kept }

  @inline(__always)
  mutating func append(_ field: CSVField) {
    if count == room {
      let moved = UnsafeMutablePointer<CSVField>.allocate(capacity: room * 2)
      moved.update(from: fields, count: count)
      fields.deallocate()
      fields = moved
      room *= 2
    }
    fields[count] = field
    count &+= 1
  }

  /// Reads one row at `place`, which moves behind it; the caller takes fields back of an incomplete one.
  mutating func row(
    _ bytes: UnsafePointer<UInt8>, from place: inout Int, end: Int, isFinal: Bool
  ) throws(TableError) -> RowEnd {
    let delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
    let firstField = count
    var index = place
    while true {
      if bytes[index] == quote, index < end {
        // Quotes count at the start of a field only.
        guard let next = try quoted(bytes, index, end, isFinal, place) else { return .incomplete }
        index = next
      } else {
        let first = index
        while true {
          let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
          let found =
            Self.zeros(word ^ delimiters) | Self.zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
            | Self.zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D)
          if found != 0 {
            index &+= found.trailingZeroBitCount >> 3
            break
          }
          index &+= 8
          if index >= end { break }
        }
        if index > end { index = end }
        append(CSVField(start: first, length: index &- first))
      }
      if index >= end {
        guard isFinal else { return .incomplete }
        place = end
        return isBlank(firstField) ? .blank : .row
      }
      let byte = bytes[index]
      if byte == delimiter {
        index &+= 1
        continue
      }
      if byte == 0x0D {
        // Whether a LF follows can only be seen with one byte more.
        if index &+ 1 >= end, !isFinal { return .incomplete }
        index &+= 1
        if index < end, bytes[index] == 0x0A { index &+= 1 }
      } else {
        index &+= 1
      }
      place = index
      return isBlank(firstField) ? .blank : .row
    }
  }

  @inline(__always)
  private func isBlank(_ firstField: Int) -> Bool {
    count == firstField + 1 && fields[firstField].length == 0 && !fields[firstField].isQuoted
  }

  @inline(__always)
  static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// The place behind the field, or nil where the window ends first.
  private mutating func quoted(
    _ bytes: UnsafePointer<UInt8>, _ opening: Int, _ end: Int, _ isFinal: Bool, _ row: Int
  ) throws(TableError) -> Int? {
    let quotes = UInt64(quote) &* 0x0101_0101_0101_0101
    let first = opening &+ 1
    var index = first
    var marks = CSVField.quoted
    while true {
      while true {
        let found = Self.zeros(UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self) ^ quotes)
        if found != 0 {
          index &+= found.trailingZeroBitCount >> 3
          break
        }
        index &+= 8
        if index >= end { break }
      }
      guard index < end else {
        guard isFinal else { return nil }
        let text = TableError.excerpt(UnsafeRawBufferPointer(start: bytes + opening, count: end - opening))
        throw TableError(.syntax, "a quote is never closed", at: .init(offset: opening, text: text))
      }
      // Behind the window lie zeros, so looking one byte further is safe.
      if index &+ 1 >= end, !isFinal { return nil }
      if bytes[index &+ 1] == quote, index &+ 1 < end {
        marks |= CSVField.escaped
        index &+= 2
        continue
      }
      let next = index &+ 1
      if next >= end || bytes[next] == delimiter || bytes[next] == 0x0A || bytes[next] == 0x0D {
        append(CSVField(start: first, length: index &- first, marks: marks))
        return next
      }
      guard isLenient else {
        let text = TableError.excerpt(UnsafeRawBufferPointer(start: bytes + opening, count: end - opening))
        throw TableError(
          .syntax, "there is text between a closing quote and the next delimiter", at: .init(offset: next, text: text))
      }
      // Taken as it stands, quotes included, up to the next delimiter.
      strayQuotes += 1
      index = next
      while index < end, bytes[index] != delimiter, bytes[index] != 0x0A, bytes[index] != 0x0D { index &+= 1 }
      if index >= end, !isFinal { return nil }
      append(CSVField(start: opening, length: index &- opening))
      return index
    }
  }
}
