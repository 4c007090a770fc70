public import ByteIO

/// Writes one XML 1.0 document in UTF-8, piece by piece, to a sink.
///
/// What it writes is well-formed, namespaces included: a call that would break the document throws
/// and writes nothing more. After an error every further call throws that error again.
/// The sink is not finished: whoever made it does that, after `finish()`.
public struct XMLWriter: ~Copyable {
  /// What to do with a character that XML 1.0 cannot hold, such as U+0000 or U+FFFE.
  public enum IllegalCharacters: Sendable {
    case refuse
    /// Write U+FFFD instead.
    case replace
    case remove
  }

  public struct Options: Sendable {
    public var illegalCharacters: IllegalCharacters
    /// Spaces for each level, or nil to write no white space of our own.
    ///
    /// Elements that begin with text, or say `xml:space="preserve"`, keep their content as it is.
    public var indentation: Int?

    public init(illegalCharacters: IllegalCharacters = .refuse, indentation: Int? = nil) {
      self.illegalCharacters = illegalCharacters
      self.indentation = indentation
    }
  }

  enum Phase {
    /// Nothing is written yet.
    case start
    case prolog
    /// In a start tag that still takes attributes.
    case tag
    case content
    case epilog
  }

  /// An element that is open.
  struct Frame {
    var name: Int
    /// How many namespaces were bound before this element.
    var bindings: Int
    var holdsChild = false
    var keepsSpace = false
  }

  /// What is gathered before the sink is called.
  static var capacity: Int { 65_536 }
  /// Free bytes that every piece of markup may count on.
  static var slack: Int { 64 }

  let sink: any ByteSink
  let options: Options
  let buffer: UnsafeMutablePointer<UInt8>
  var count = 0
  var flushed = 0
  var phase = Phase.start
  var failure: (any Error)?
  var names = XMLNameTable()
  var frames: [Frame] = []
  var scope = XMLNamespaceScope()
  var hasDoctype = false
  /// Numbers the start tags, so that a name knows the tag it was last an attribute of.
  var tag = 0

  public init(to sink: any ByteSink, options: Options = Options()) {
    self.sink = sink
    self.options = options
    buffer = .allocate(capacity: Self.capacity + Self.slack)
    frames.reserveCapacity(32)
  }

  deinit {
    buffer.deallocate()
  }

  /// How many elements are open.
  public var depth: Int { frames.count }

  /// How many bytes the document has so far.
  public var bytesWritten: Int { flushed + count }

  /// Passes everything on to the sink and checks that the document is whole; nothing can be written afterwards.
  public mutating func finish() throws {
    try check()
    if phase == .tag { try closeTag() }
    if let open = frames.last {
      throw fail(.misplaced, "The document ends inside <\(names[open.name].text)>. End every element before finishing.")
    }
    guard phase == .epilog else {
      throw fail(.misplaced, "The document has no element. Write exactly one root element.")
    }
    if options.indentation != nil { byte(0x0A) }
    try flush()
    failure = XMLError(.misplaced, "The document is finished and takes nothing more.")
  }

  // MARK: Elements

  /// Opens an element; `name` may carry a prefix (`"w:p"`).
  public mutating func start(_ name: StaticString) throws {
    try start(try resolve(name))
  }

  /// Opens an element whose name is only known at run time.
  public mutating func start(named name: String) throws {
    try start(try resolve(name))
  }

  /// Closes the element opened last.
  public mutating func end() throws {
    try check()
    guard let frame = frames.popLast() else {
      throw fail(.misplaced, "There is no open element to end.")
    }
    if phase == .tag {
      try checkTag()
      try reserve(Self.slack)
      buffer[count] = 0x2F
      buffer[count + 1] = 0x3E
      count += 2
    } else {
      if frame.holdsChild && !frame.keepsSpace { try indent(frames.count) }
      let name = names[frame.name]
      try reserve(name.count + Self.slack)
      buffer[count] = 0x3C
      buffer[count + 1] = 0x2F
      count += 2
      copy(name)
      buffer[count] = 0x3E
      count += 1
    }
    scope.unbind(to: frame.bindings)
    phase = frames.isEmpty ? .epilog : .content
  }

  /// An element around what `content` writes.
  public mutating func element(_ name: StaticString, _ content: (inout XMLWriter) throws -> Void) throws {
    try start(name)
    let depth = frames.count
    try content(&self)
    guard frames.count == depth else {
      throw fail(.misplaced, "The content of <\(name)> ends more or fewer elements than it starts.")
    }
    try end()
  }

  /// An element that holds only text.
  public mutating func element(_ name: StaticString, text: String) throws {
    try start(name)
    try self.text(text)
    try end()
  }

  /// An element that holds only a number.
  public mutating func element(_ name: StaticString, text: Int) throws {
    try start(name)
    try self.text(text)
    try end()
  }

  private mutating func start(_ name: Int) throws {
    try openContent()
    if phase == .epilog {
      throw fail(.misplaced, "The document has a second root element <\(names[name].text)>. Write exactly one.")
    }
    if let parent = frames.indices.last {
      if !frames[parent].keepsSpace { try indent(frames.count) }
      frames[parent].holdsChild = true
    } else if phase != .start {
      try indent(0)
    }
    let record = names[name]
    try reserve(record.count + Self.slack)
    buffer[count] = 0x3C
    count += 1
    copy(record)
    frames.append(Frame(name: name, bindings: scope.bindings.count))
    tag &+= 1
    scope.begin(using: record.prefix)
    phase = .tag
  }

  // MARK: The buffer

  @inline(__always)
  func check() throws {
    if let failure { throw failure }
  }

  /// Remembers the error, so that nothing is written after it.
  mutating func fail(_ code: XMLError.Code, _ message: String) -> XMLError {
    let error = XMLError(code, message)
    failure = error
    return error
  }

  /// Closes a start tag that is still open, so that content can follow.
  @inline(__always)
  mutating func openContent() throws {
    try check()
    if phase == .tag { try closeTag() }
  }

  mutating func closeTag() throws {
    try checkTag()
    try reserve(Self.slack)
    byte(0x3E)
    phase = .content
  }

  /// Makes room for `bytes` more, which are at most the buffer's size.
  @inline(__always)
  mutating func reserve(_ bytes: Int) throws {
    if count + bytes > Self.capacity { try makeRoom(bytes) }
  }

  /// Names may be longer than the buffer; they are refused at 32,768 bytes, so this always suffices.
  @inline(never)
  private mutating func makeRoom(_ bytes: Int) throws {
    try flush()
  }

  mutating func flush() throws {
    guard count > 0 else { return }
    do {
      try sink.write(UnsafeRawBufferPointer(start: buffer, count: count))
    } catch {
      failure = error
      throw error
    }
    flushed += count
    count = 0
  }

  @inline(__always)
  mutating func byte(_ value: UInt8) {
    buffer[count] = value
    count += 1
  }

  @inline(__always)
  mutating func copy(_ name: XMLNameTable.Name) {
    (buffer + count).update(from: name.start, count: name.count)
    count += name.count
  }

  mutating func literal(_ text: StaticString) throws {
    try reserve(text.utf8CodeUnitCount + Self.slack)
    text.withUTF8Buffer { bytes in
      for each in bytes { byte(each) }
    }
  }

  /// A new line and the white space of `level`.
  @inline(__always)
  mutating func indent(_ level: Int) throws {
    if let spaces = options.indentation { try breakLine(spaces * level) }
  }

  @inline(never)
  private mutating func breakLine(_ spaces: Int) throws {
    try reserve(Self.slack)
    byte(0x0A)
    for _ in 0..<spaces {
      try reserve(Self.slack)
      byte(0x20)
    }
  }
}
