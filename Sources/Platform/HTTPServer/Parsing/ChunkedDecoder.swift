/// Takes the chunked coding off a body, byte for byte strict; fed in any pieces it gives the same result.
struct ChunkedDecoder: Sendable {
  enum Step: Equatable {
    /// That many bytes of the input are content.
    case content(Range<Int>)
    case needsMore
    case finished
  }

  private enum State: Sendable {
    case size, sizeDigits, extensionName, extensionValue, quoted, quotedPair, afterQuoted, sizeLineFeed
    case data, dataReturn, dataLineFeed
    case trailerStart, trailerName, trailerValue, trailerLineFeed, lastLineFeed, done
  }

  private var state = State.size
  private var remaining = 0
  private var digits = 0
  private var nameCount = 0
  /// Bytes of chunk extensions and trailers so far: they carry no content, so they get a small allowance.
  private var overhead = 0
  private let maximumOverhead: Int

  init(maximumOverhead: Int = 16_384) {
    self.maximumOverhead = maximumOverhead
  }

  var isFinished: Bool { state == .done }

  /// Goes on at `position` of the input and moves it behind what was used.
  mutating func next(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ position: inout Int) throws(RequestRefusal) -> Step
  {
    if state == .done { return .finished }
    while position < count {
      if state == .data {
        let take = min(remaining, count - position)
        let range = position..<position + take
        position += take
        remaining -= take
        if remaining == 0 { state = .dataReturn }
        return .content(range)
      }
      let byte = bytes[position]
      position += 1
      try consume(byte)
      if state == .done { return .finished }
    }
    return .needsMore
  }

  private mutating func consume(_ byte: UInt8) throws(RequestRefusal) {
    switch state {
    case .size, .sizeDigits, .sizeLineFeed: try size(byte)
    case .extensionName, .extensionValue, .quoted, .quotedPair, .afterQuoted: try chunkExtension(byte)
    case .dataReturn: try expect(byte, 0x0D, then: .dataLineFeed)
    case .dataLineFeed: try expect(byte, 0x0A, then: .size)
    case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed, .lastLineFeed: try trailer(byte)
    case .data, .done: break
    }
  }

  private mutating func expect(_ byte: UInt8, _ wanted: UInt8, then next: State) throws(RequestRefusal) {
    guard byte == wanted else { throw .badChunk }
    state = next
  }

  private mutating func size(_ byte: UInt8) throws(RequestRefusal) {
    if state == .sizeLineFeed {
      guard byte == 0x0A else { throw .badChunk }
      state = remaining == 0 ? .trailerStart : .data
      digits = 0
      return
    }
    if let digit = ByteClass.hex(byte) {
      guard digits < 15 else { throw .badChunk }
      remaining = remaining << 4 | Int(digit)
      digits += 1
      state = .sizeDigits
    } else if digits > 0, byte == 0x0D {
      state = .sizeLineFeed
    } else if digits > 0, byte == 0x3B {
      state = .extensionName
      nameCount = 0
    } else {
      throw .badChunk
    }
  }

  private mutating func chunkExtension(_ byte: UInt8) throws(RequestRefusal) {
    try spend()
    let isToken = ByteClass.table[Int(byte)] & ByteClass.token != 0
    switch state {
    case .extensionName, .extensionValue:
      if isToken {
        nameCount += 1
      } else if byte == 0x22, state == .extensionValue, nameCount == 0 {
        state = .quoted
      } else {
        guard nameCount > 0 else { throw .badChunk }
        try endOfExtension(byte, mayHaveValue: state == .extensionName)
      }
    case .quoted:
      if byte == 0x22 {
        state = .afterQuoted
      } else if byte == 0x5C {
        state = .quotedPair
      } else if ByteClass.table[Int(byte)] & ByteClass.fieldValue == 0 {
        throw .badChunk
      }
    case .quotedPair:
      guard ByteClass.table[Int(byte)] & ByteClass.fieldValue != 0 else { throw .badChunk }
      state = .quoted
    default:
      try endOfExtension(byte, mayHaveValue: false)
    }
  }

  private mutating func endOfExtension(_ byte: UInt8, mayHaveValue: Bool) throws(RequestRefusal) {
    nameCount = 0
    switch byte {
    case 0x0D: state = .sizeLineFeed
    case 0x3B: state = .extensionName
    case 0x3D where mayHaveValue: state = .extensionValue
    default: throw .badChunk
    }
  }

  /// Trailer fields are checked like header fields and dropped.
  private mutating func trailer(_ byte: UInt8) throws(RequestRefusal) {
    try spend()
    let mask = ByteClass.table[Int(byte)]
    switch state {
    case .trailerStart:
      if byte == 0x0D {
        state = .lastLineFeed
      } else {
        guard mask & ByteClass.token != 0 else { throw .badChunk }
        state = .trailerName
      }
    case .trailerName:
      if byte == 0x3A {
        state = .trailerValue
      } else if mask & ByteClass.token == 0 {
        throw .badChunk
      }
    case .trailerValue:
      if byte == 0x0D {
        state = .trailerLineFeed
      } else if mask & ByteClass.fieldValue == 0 {
        throw .badChunk
      }
    case .trailerLineFeed: try expect(byte, 0x0A, then: .trailerStart)
    default: try expect(byte, 0x0A, then: .done)
    }
  }

  private mutating func spend() throws(RequestRefusal) {
    overhead += 1
    guard overhead <= maximumOverhead else { throw .headTooLarge }
  }
}
