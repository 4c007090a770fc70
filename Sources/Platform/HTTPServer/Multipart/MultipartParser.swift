public import HTTPMessage

/// Splits a multipart body as it comes; fed in any pieces it gives the same parts.
public struct MultipartParser {
  public enum Event: Sendable, Hashable {
    case part(HTTPFields)
    case content([UInt8])
    case partEnd
    /// The closing delimiter; what follows is ignored.
    case end
  }

  private enum State {
    case preamble, afterDelimiter, headers, contentStart, content, epilogue
  }

  private let delimiter: [UInt8]
  private let limits: MultipartLimits
  private var state = State.preamble
  /// The first delimiter has no line end of its own before it, so one is put there.
  private var buffer: [UInt8] = [13, 10]
  private var start = 0
  private var parts = 0
  private var contentBytes = 0
  private var preambleBytes = 0

  /// The boundary of the `Content-Type` field: 1 to 70 characters.
  public init(boundary: String, limits: MultipartLimits = MultipartLimits()) throws(MultipartError) {
    let bytes = Array(boundary.utf8)
    guard (1...70).contains(bytes.count), bytes.last != 0x20,
      bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
    else { throw .malformed("The boundary of the form is not valid.") }
    delimiter = Array("\r\n--".utf8) + bytes
    self.limits = limits
  }

  public mutating func feed(_ bytes: [UInt8]) {
    guard state != .epilogue else { return }
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer += bytes
  }

  public var isFinished: Bool { state == .epilogue }

  /// The next event, `nil` when more bytes are needed.
  public mutating func next() throws(MultipartError) -> Event? {
    while true {
      switch state {
      case .epilogue: return nil
      case .preamble:
        guard try skipPreamble() else { return nil }
      case .afterDelimiter:
        guard let event = try afterDelimiter() else {
          if state == .headers { continue }
          return nil
        }
        return event
      case .headers:
        return try headers()
      case .contentStart:
        guard let event = beginContent() else {
          if state == .content { continue }
          return nil
        }
        return event
      case .content:
        return try content()
      }
    }
  }

  private mutating func skipPreamble() throws(MultipartError) -> Bool {
    let (safe, found) = search()
    preambleBytes += safe - start
    guard preambleBytes <= 4_096 else { throw .malformed("The form does not begin with its boundary.") }
    start = safe
    guard found else { return false }
    start += delimiter.count
    state = .afterDelimiter
    return true
  }

  /// Behind a delimiter come a line end and a part, or two dashes and the end.
  private mutating func afterDelimiter() throws(MultipartError) -> Event? {
    guard buffer.count - start >= 2 else { return nil }
    let pair = (buffer[start], buffer[start + 1])
    start += 2
    if pair == (0x2D, 0x2D) {
      state = .epilogue
      buffer = []
      start = 0
      return .end
    }
    guard pair == (13, 10) else { throw .malformed("A boundary of the form is followed by other bytes.") }
    parts += 1
    guard parts <= limits.parts else { throw .tooMuch("The form has more than \(limits.parts) parts.") }
    state = .headers
    return nil
  }

  private mutating func headers() throws(MultipartError) -> Event? {
    var fields = HTTPFields()
    var line = start
    while true {
      guard let end = lineEnd(from: line) else {
        guard buffer.count - start <= limits.headerBytes else {
          throw .malformed("The header of a part is too long.")
        }
        return nil
      }
      guard end - start <= limits.headerBytes else { throw .malformed("The header of a part is too long.") }
      if end == line {
        // The line end stays: the delimiter of an empty part shares it.
        start = end
        state = .contentStart
        contentBytes = 0
        return .part(fields)
      }
      fields.fields.append(try field(line..<end))
      line = end + 2
    }
  }

  /// The index of the next CR LF.
  private func lineEnd(from line: Int) -> Int? {
    var index = line
    while index + 1 < buffer.count {
      if buffer[index] == 13, buffer[index + 1] == 10 { return index }
      index += 1
    }
    return nil
  }

  private func field(_ range: Range<Int>) throws(MultipartError) -> HTTPFields.Field {
    guard let colon = buffer[range].firstIndex(of: 0x3A), colon > range.lowerBound,
      buffer[range.lowerBound..<colon].allSatisfy({ ByteClass.table[Int($0)] & ByteClass.token != 0 }),
      buffer[colon + 1..<range.upperBound].allSatisfy({ ByteClass.table[Int($0)] & ByteClass.fieldValue != 0 })
    else { throw .malformed("The header of a part is not valid.") }
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var value = buffer[colon + 1..<range.upperBound].drop(while: isSpace)
    while let last = value.last, isSpace(last) { value.removeLast() }
    return HTTPFields.Field(
      name: String(decoding: buffer[range.lowerBound..<colon], as: UTF8.self),
      value: String(decoding: value, as: UTF8.self))
  }

  /// The line end behind the header belongs to the delimiter if the part is empty, else to the header.
  private mutating func beginContent() -> Event? {
    let available = min(delimiter.count, buffer.count - start)
    if buffer[start..<start + available].elementsEqual(delimiter[..<available]) {
      guard available == delimiter.count else { return nil }
      start += delimiter.count
      state = .afterDelimiter
      return .partEnd
    }
    start += 2
    state = .content
    return nil
  }

  private mutating func content() throws(MultipartError) -> Event? {
    let (safe, found) = search()
    if safe > start {
      contentBytes += safe - start
      if let limit = limits.partBytes, contentBytes > limit {
        throw .tooMuch("A part of the form is larger than the \(limit) bytes accepted.")
      }
      let bytes = Array(buffer[start..<safe])
      start = safe
      return .content(bytes)
    }
    guard found else { return nil }
    start += delimiter.count
    state = .afterDelimiter
    return .partEnd
  }

  /// Up to where the bytes are surely no delimiter, and whether one is there.
  private func search() -> (safe: Int, found: Bool) {
    var index = start
    return buffer.withUnsafeBufferPointer { bytes in
      delimiter.withUnsafeBufferPointer { wanted in
        while index < bytes.count {
          guard bytes[index] == 13 else {
            index += 1
            continue
          }
          let available = min(wanted.count, bytes.count - index)
          var same = 1
          while same < available, bytes[index + same] == wanted[same] { same += 1 }
          if same == wanted.count { return (index, true) }
          if index + same == bytes.count { return (index, false) }
          index += 1
        }
        return (index, false)
      }
    }
  }
}
