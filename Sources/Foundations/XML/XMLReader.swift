internal import CXML2

/// Reads one XML document, fed in pieces of any size, and passes its events to a handler.
///
/// Nothing outside the document is ever opened, entities cannot grow beyond their limit, and the
/// events are the same however the document is cut into pieces. Input is gathered and parsed by
/// slices of 64 KiB, so events come late rather than at once; `finish()` delivers the rest.
public final class XMLReader {
  static let sliceCapacity = 65_536

  /// What changes with every event.
  struct Progress {
    var failure: (any Error)?
    var depth = 0
    /// Bytes of the run of text that is being received.
    var run = 0
  }

  let handler: any XMLHandler
  let options: XMLReaderOptions
  let names = XMLNameCache()
  /// The C parser; ours alone, from the first slice until deinit.
  private(set) var parser: UnsafeMutablePointer<cx_parser>?
  private var slice: [UInt8] = []
  private var fed = 0
  private var isParsing = false
  private var isFinished = false
  /// Behind a pointer, because every access to a variable of a class is checked at run time.
  let progress: UnsafeMutablePointer<Progress>

  public init(handler: any XMLHandler, options: XMLReaderOptions = XMLReaderOptions()) {
    self.handler = handler
    self.options = options
    progress = .allocate(capacity: 1)
    progress.initialize(to: Progress())
  }

  deinit {
    cx_close(parser)
    progress.deinitialize(count: 1)
    progress.deallocate()
  }

  /// Reads a whole document from memory.
  public static func read(
    _ bytes: [UInt8], handler: any XMLHandler, options: XMLReaderOptions = XMLReaderOptions()
  ) throws {
    let reader = XMLReader(handler: handler, options: options)
    try bytes.withUnsafeBytes { try reader.feed($0) }
    try reader.finish()
  }

  /// Where the parser stands; inside a handler this is just behind the markup of the event.
  public var position: XMLError.Position {
    guard let parser else { return XMLError.Position(line: 1, column: 1, byte: 0) }
    return XMLError.Position(
      line: max(Int(cx_line(parser)), 1), column: max(Int(cx_column(parser)), 1), byte: max(Int(cx_byte(parser)), 0))
  }

  /// The line and column without the byte, which is slow to tell in some encodings.
  var markupEnd: (line: Int, column: Int) {
    guard let parser else { return (1, 1) }
    return (max(Int(cx_line(parser)), 1), max(Int(cx_column(parser)), 1))
  }

  /// The next bytes of the document.
  public func feed(_ bytes: UnsafeRawBufferPointer) throws {
    try check()
    guard !isFinished else { throw fail(XMLError(.misplaced, "The reader is finished and takes no more input.")) }
    fed += bytes.count
    guard fed <= options.limits.documentBytes else {
      throw fail(limit("The document is larger than \(options.limits.documentBytes) bytes."))
    }
    var rest = bytes
    while !rest.isEmpty {
      let taken = min(Self.sliceCapacity - slice.count, rest.count)
      if slice.isEmpty && taken == Self.sliceCapacity {
        try parse(UnsafeRawBufferPointer(rebasing: rest[..<taken]), last: false)
      } else {
        slice.append(contentsOf: rest[..<(rest.startIndex + taken)])
        if slice.count == Self.sliceCapacity { try parseSlice(last: false) }
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[(rest.startIndex + taken)...])
    }
  }

  public func feed(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try feed($0) }
  }

  /// Reads what is left and checks that the document is whole.
  public func finish() throws {
    try check()
    guard !isFinished else { return }
    isFinished = true
    try parseSlice(last: true)
    if let parser, cx_is_well_formed(parser) == 0 {
      throw fail(XMLError(.malformed, "The document is not well-formed.", at: position))
    }
  }

  private func parseSlice(last: Bool) throws {
    let bytes = slice
    slice.removeAll(keepingCapacity: true)
    try bytes.withUnsafeBytes { try parse($0, last: last) }
  }

  private func parse(_ bytes: UnsafeRawBufferPointer, last: Bool) throws {
    guard !isParsing else { throw XMLError(.misplaced, "A handler feeds the reader that is calling it.") }
    let parser = try opened()
    isParsing = true
    defer { isParsing = false }
    cx_parse(parser, bytes.bindMemory(to: CChar.self).baseAddress, CInt(bytes.count), last ? 1 : 0)
    try check()
    if let error = libraryError(parser) { throw fail(error) }
    let pendingLimit = max(options.limits.textBytes, options.limits.attributeBytes) + 2 * Self.sliceCapacity
    if cx_pending(parser) > pendingLimit {
      throw fail(limit("One piece of markup is longer than \(pendingLimit) bytes."))
    }
  }

  private func opened() throws -> UnsafeMutablePointer<cx_parser> {
    if let parser { return parser }
    XMLLibrary.ready
    let opened = cx_open(
      Unmanaged.passUnretained(self).toOpaque(), options.limits.isHuge ? 1 : 0,
      UInt64(max(options.limits.expansionBytes, 0)), options.encoding, receiveStart, receiveEnd, receiveText,
      receiveText, receiveComment, receiveInstruction, receiveDoctype)
    guard let opened else {
      throw fail(
        options.encoding.map { XMLError(.encoding, "The encoding '\($0)' is unknown.") }
          ?? XMLError(.memory, "There is no memory for reading XML."))
    }
    parser = opened
    return opened
  }

  private func check() throws {
    if let failure = progress.pointee.failure { throw failure }
  }

  private func fail(_ error: XMLError) -> XMLError {
    progress.pointee.failure = error
    return error
  }

  func limit(_ message: String) -> XMLError {
    XMLError(.limit, message, at: position)
  }

  /// Stops the parser inside a callback; `feed` or `finish` throws the error.
  func stop(_ error: any Error) {
    if progress.pointee.failure == nil { progress.pointee.failure = error }
    if let parser { cx_stop(parser) }
  }
}
