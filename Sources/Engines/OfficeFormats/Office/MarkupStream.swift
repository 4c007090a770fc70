internal import ByteIO

/// Markup that is gathered in one buffer and passed on in pieces, so that a part of any size needs little memory.
///
/// What is written is not checked, unlike `XMLWriter`'s: the office formats write a million small runs, and their
/// markup is literal in the code. Text and attributes always go through the escaping calls.
struct MarkupStream: ~Copyable {
  static let piece = 64 << 10

  var bytes = ByteBuffer(reserving: MarkupStream.piece + 4096)
  private let sink: (any ByteSink)?

  /// Without a sink everything stays in `bytes`.
  init(to sink: (any ByteSink)? = nil) {
    self.sink = sink
  }

  @inline(__always)
  mutating func put(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(UnsafeRawBufferPointer($0)) }
  }

  @_disfavoredOverload
  mutating func put(_ markup: String) {
    bytes.append(markup)
  }

  mutating func put(_ number: Int) {
    bytes.append(decimal: Int64(number))
  }

  @inline(__always)
  mutating func text(_ text: String) {
    bytes.append(escaped: text)
  }

  /// ` name="value"`, the value escaped.
  mutating func attribute(_ name: StaticString, _ value: String) {
    put(name)
    put("=\"")
    bytes.append(escaped: value)
    put("\"")
  }

  mutating func element(_ name: StaticString, _ value: String) {
    put("<")
    put(name)
    put(">")
    bytes.append(escaped: value)
    put("</")
    put(name)
    put(">")
  }

  /// Call it between blocks: passes on what has gathered once that is worth a call.
  @inline(__always)
  mutating func relieve() throws {
    if bytes.count >= Self.piece, let sink { try bytes.drain(into: sink) }
  }

  mutating func finish() throws {
    if let sink { try bytes.drain(into: sink) }
  }
}
