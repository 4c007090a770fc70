/// Pulls the events of a document one by one.
///
/// A loop over `next()` needs memory for one slice of the document (64 KiB) and its events.
public final class XMLEventReader {
  private let reader: XMLReader
  private let queue = EventQueue()
  private let source: (UnsafeMutableRawBufferPointer) throws -> Int
  private var isDone = false
  private var failure: (any Error)?
  /// The line on which the event that `next()` returned last ends.
  public private(set) var line = 1
  /// The column behind that event.
  public private(set) var column = 1

  /// `source` fills the buffer and answers how many bytes it put there; 0 ends the document.
  public init(
    options: XMLReaderOptions = XMLReaderOptions(), source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    self.source = source
    reader = XMLReader(handler: queue, options: options)
    queue.reader = reader
  }

  public convenience init(_ bytes: [UInt8], options: XMLReaderOptions = XMLReaderOptions()) {
    var rest = bytes[...]
    self.init(options: options) { buffer in
      let taken = min(buffer.count, rest.count)
      rest.prefix(taken).withUnsafeBytes { buffer.copyMemory(from: $0) }
      rest = rest.dropFirst(taken)
      return taken
    }
  }

  /// The next event, or nil at the end of a whole document.
  public func next() throws -> XMLEvent? {
    while true {
      if let entry = queue.take() {
        line = entry.line
        column = entry.column
        return entry.event
      }
      if let failure { throw failure }
      if isDone { return nil }
      do { try fill() } catch { failure = error }
      // What came before an error is still delivered, a cut run of text is not.
      if failure == nil && isDone { queue.endText() }
    }
  }

  private func fill() throws {
    var slice = [UInt8](repeating: 0, count: XMLReader.sliceCapacity)
    let count = try slice.withUnsafeMutableBytes { try source($0) }
    if count > 0 {
      try slice.withUnsafeBytes { try reader.feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    } else {
      try reader.finish()
      isDone = true
    }
  }
}

/// Holds the events of a slice until they are asked for.
private final class EventQueue: XMLHandler {
  struct Entry {
    let event: XMLEvent
    let line: Int
    let column: Int
  }

  /// The puller holds both; a weak reference would make every count of the reader slow.
  unowned var reader: XMLReader?
  private var entries: [Entry] = []
  private var first = 0
  private var run: [UInt8] = []

  func take() -> Entry? {
    guard first < entries.count else {
      entries.removeAll(keepingCapacity: true)
      first = 0
      return nil
    }
    defer { first += 1 }
    return entries[first]
  }

  func endText() {
    guard !run.isEmpty else { return }
    let text = String(decoding: run, as: UTF8.self)
    run.removeAll(keepingCapacity: true)
    append(.text(text))
  }

  func start(_ tag: borrowing XMLStartTag) throws {
    endText()
    append(.start(tag.name, tag.attributes))
  }

  func end(_ name: XMLName) throws {
    endText()
    append(.end(name))
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) throws {
    run.append(contentsOf: utf8)
  }

  func comment(_ text: String) throws {
    endText()
    append(.comment(text))
  }

  func instruction(_ target: String, _ data: String) throws {
    endText()
    append(.instruction(target: target, data: data))
  }

  private func append(_ event: XMLEvent) {
    let place = reader?.markupEnd ?? (line: 1, column: 1)
    entries.append(Entry(event: event, line: place.line, column: place.column))
  }
}
