public import ByteIO

/// Writes one JSON text, token by token, into memory or in chunks into a sink.
///
/// Misuse (a value without a key, an unbalanced end, a second document) and a failing sink do not throw at each call:
/// the first is kept as `failure`, everything after it is discarded, and `result()` or `close()` throws it.
/// `finish()` is for texts whose structure is fixed in the code: it stops the program on misuse.
public struct JSONWriter: ~Copyable {
  /// What is expected next.
  enum Place: UInt8 {
    case document, firstElement, nextElement, firstKey, nextKey, value, end
  }

  public let format: JSONFormat
  /// The first thing that went wrong.
  public internal(set) var failure: (any Error)?
  var buffer: ByteBuffer
  var place = Place.document
  var nesting = JSONNesting()
  private let sink: (any ByteSink)?
  private let chunk: Int

  /// Writes into memory.
  public init(format: JSONFormat = .compact, reserving capacity: Int = 512) {
    self.format = format
    buffer = ByteBuffer(reserving: capacity)
    sink = nil
    chunk = .max
  }

  /// Writes into `sink`, about `chunk` bytes at a time. `close()` passes on the rest; finishing the sink is left
  /// to its owner.
  public init(to sink: any ByteSink, format: JSONFormat = .compact, chunk: Int = 32_768) {
    self.format = format
    self.chunk = max(chunk, 1)
    self.sink = sink
    buffer = ByteBuffer(reserving: self.chunk + 512)
  }

  // MARK: Structure

  public mutating func beginObject() {
    beginValue()
    buffer.append(UInt8(ascii: "{"))
    nesting.push(isObject: true)
    place = .firstKey
  }

  public mutating func endObject() {
    guard place == .firstKey || place == .nextKey else { return misuse("the end of an object does not belong here") }
    end(UInt8(ascii: "}"), isEmpty: place == .firstKey)
  }

  public mutating func beginArray() {
    beginValue()
    buffer.append(UInt8(ascii: "["))
    nesting.push(isObject: false)
    place = .firstElement
  }

  public mutating func endArray() {
    guard place == .firstElement || place == .nextElement else {
      return misuse("the end of an array does not belong here")
    }
    end(UInt8(ascii: "]"), isEmpty: place == .firstElement)
  }

  private mutating func end(_ bracket: UInt8, isEmpty: Bool) {
    nesting.pop()
    if !isEmpty, format.indent > 0 { breakLine() }
    buffer.append(bracket)
    place = nesting.depth == 0 ? .end : nesting.isObject ? .nextKey : .nextElement
    passOn()
  }

  @inline(__always)
  mutating func beginValue() {
    switch place {
    case .value:
      place = .nextKey
    case .nextElement:
      buffer.append(UInt8(ascii: ","))
      if format.indent > 0 { breakLine() }
    case .firstElement:
      place = .nextElement
      if format.indent > 0 { breakLine() }
    case .document:
      place = .end
    case .firstKey, .nextKey, .end:
      misplacedValue()
    }
    if buffer.count >= chunk { passOn() }
  }

  @inline(__always)
  mutating func beginKey() {
    switch place {
    case .nextKey:
      buffer.append(UInt8(ascii: ","))
    case .firstKey:
      break
    default:
      misuse("a key does not belong here")
    }
    if format.indent > 0 { breakLine() }
    place = .value
  }

  @inline(__always)
  mutating func endKey() {
    buffer.append(UInt8(ascii: ":"))
    if format.indent > 0 { buffer.append(UInt8(ascii: " ")) }
  }

  @inline(never)
  private mutating func misplacedValue() {
    misuse(place == .end ? "there is a complete document already" : "a value in an object needs a key first")
  }

  private mutating func breakLine() {
    breakLine(depth: nesting.depth)
  }

  @inline(never)
  mutating func breakLine(depth: Int) {
    buffer.append(UInt8(ascii: "\n"))
    buffer.append(repeating: UInt8(ascii: " "), count: depth * format.indent)
  }

  @inline(never)
  mutating func misuse(_ message: String) {
    fail(JSONWriterError(code: .misuse, message: message))
  }

  @inline(never)
  mutating func fail(_ error: any Error) {
    if failure == nil { failure = error }
  }

  // MARK: Ends

  /// Ends a complete document with a line break; another may follow (JSON lines).
  public mutating func endLine() {
    guard place == .end else { return misuse("a line ends after a complete document only") }
    buffer.append(UInt8(ascii: "\n"))
    place = .document
    passOn()
  }

  @inline(__always)
  mutating func passOn() {
    if buffer.count >= chunk { passOnNow() }
  }

  @inline(never)
  private mutating func passOnNow() {
    guard let sink else { return }
    guard failure == nil else { return buffer.removeAll() }
    do { try buffer.drain(into: sink) } catch { fail(error) }
  }

  /// Passes on to the sink what is held back, for readers that wait for it.
  public mutating func flush() throws {
    passOnNow()
    if let failure { throw failure }
  }

  private mutating func checkComplete() {
    if place == .end || (place == .document && buffer.count > 0 && nesting.depth == 0) { return }
    fail(JSONWriterError(code: .incomplete, message: "the document is not complete: something is still open"))
  }

  /// The text; throws what went wrong first.
  public consuming func result() throws -> [UInt8] {
    checkComplete()
    if let failure { throw failure }
    precondition(sink == nil, "a writer with a sink is ended by close()")
    return buffer.bytes
  }

  /// The text. Misuse stops the program; see `result()`.
  public consuming func finish() -> [UInt8] {
    checkComplete()
    if let failure { preconditionFailure("JSONWriter: \(failure)") }
    precondition(sink == nil, "a writer with a sink is ended by close()")
    return buffer.bytes
  }

  /// The text without a copy of it. Misuse stops the program; see `result()`.
  public consuming func finishBuffer() -> ByteBuffer {
    checkComplete()
    if let failure { preconditionFailure("JSONWriter: \(failure)") }
    precondition(sink == nil, "a writer with a sink is ended by close()")
    return buffer
  }

  /// Passes the rest on to the sink; throws what went wrong first. The sink itself is not finished.
  public consuming func close() throws {
    if place != .document { checkComplete() }
    passOnNow()
    if let failure { throw failure }
  }
}
