public import ByteIO

/// Writes the objects of a PDF file in order: small ones packed into object streams, streams compressed in parallel,
/// a cross-reference stream at the end.
public final class ObjectFile {
  private enum Place {
    case free
    case at(offset: Int)
    case packed(stream: Int32, index: Int)
  }

  private struct Pending {
    let object: PDFObject
    let dictionary: [UInt8]
    let job: DeflateJob
  }

  private static let perStream = 200
  private let sink: any ByteSink
  private let queue: DeflateQueue
  private let compressor: Deflate
  private var places: [Place] = [.free]
  private var written = 0
  private var pending: [Pending] = []
  private var pendingStart = 0
  private var output = ByteBuffer(reserving: 1 << 16)
  private var packed = ByteBuffer(reserving: 1 << 14)
  private var packedIndex = ByteBuffer(reserving: 1 << 11)
  private var packedStream: PDFObject?
  private var packedCount = 0
  private var hash = SHA256()

  /// - Parameter workers: threads for compressing beside the caller's.
  public init(to sink: any ByteSink, level: Int = 6, workers: Int) throws {
    self.sink = sink
    compressor = try Deflate(level: Int32(level))
    queue = DeflateQueue(level: level, workers: workers)
    output.append("%PDF-1.7\n%")
    output.append([0xE2, 0xE3, 0xCF, 0xD3, 0x0A])
  }

  deinit { queue.close() }

  /// How many bytes went out so far.
  public var byteCount: Int { written + output.count }

  public func reserve() -> PDFObject {
    places.append(.free)
    return PDFObject(number: Int32(places.count - 1))
  }

  /// Numbers that follow each other.
  public func reserve(_ count: Int) -> Int32 {
    let first = Int32(places.count)
    places.append(contentsOf: repeatElement(.free, count: count))
    return first
  }

  /// A small object, packed together with others.
  public func write(_ object: PDFObject, _ body: (inout ByteBuffer) -> Void) throws {
    let stream = packedStream ?? reserve()
    packedStream = stream
    places[Int(object.number)] = .packed(stream: stream.number, index: packedCount)
    packedIndex.append(decimal: object.number)
    packedIndex.append(UInt8(ascii: " "))
    packedIndex.append(decimal: packed.count)
    packedIndex.append(UInt8(ascii: " "))
    body(&packed)
    packed.append(UInt8(ascii: "\n"))
    packedCount += 1
    if packedCount == Self.perStream { try flushPacked() }
  }

  private func flushPacked() throws {
    guard let stream = packedStream else { return }
    let first = packedIndex.count
    let count = packedCount
    var data = packedIndex.bytes
    packed.withUnsafeBytes { data.append(contentsOf: $0) }
    packedIndex.removeAll()
    packed.removeAll()
    packedStream = nil
    packedCount = 0
    try write(stream, compressing: data) { dictionary in
      dictionary.append("/Type/ObjStm/N ")
      dictionary.append(decimal: count)
      dictionary.append("/First ")
      dictionary.append(decimal: first)
    }
  }

  /// A stream that is compressed on the way; `dictionary` writes the entries besides its length and filter.
  public func write(
    _ object: PDFObject, compressing data: [UInt8], _ dictionary: (inout ByteBuffer) -> Void = { _ in }
  ) throws {
    var entries = ByteBuffer(reserving: 64)
    dictionary(&entries)
    entries.append("/Filter/FlateDecode")
    let job = DeflateJob(data)
    queue.submit(job)
    pending.append(Pending(object: object, dictionary: entries.bytes, job: job))
    try passOn(keeping: 48)
  }

  /// A stream as it is.
  public func write(_ object: PDFObject, raw data: [UInt8], _ dictionary: (inout ByteBuffer) -> Void) throws {
    var entries = ByteBuffer(reserving: 64)
    dictionary(&entries)
    // In its turn: where it stands must not depend on how far the other threads are.
    pending.append(Pending(object: object, dictionary: entries.bytes, job: DeflateJob(done: data)))
    try passOn(keeping: 48)
  }

  /// Writes finished streams; waits where more than `most` are under way.
  private func passOn(keeping most: Int) throws {
    while pendingStart < pending.count {
      let next = pending[pendingStart]
      guard pending.count - pendingStart > most || queue.isDone(next.job) else { break }
      queue.finish(next.job, compressor)
      try emit(next.object, next.dictionary, next.job.output)
      pendingStart += 1
      if pendingStart == 64 {
        pending.removeFirst(64)
        pendingStart = 0
      }
    }
  }

  private func emit(_ object: PDFObject, _ dictionary: [UInt8], _ data: [UInt8]) throws {
    places[Int(object.number)] = .at(offset: byteCount)
    output.append(decimal: object.number)
    output.append(" 0 obj\n<<")
    output.append(dictionary)
    output.append("/Length ")
    output.append(decimal: data.count)
    output.append(">>stream\n")
    output.append(data)
    // Data that ends with a carriage return would lose it to a line end of one character.
    output.append(data.last == 0x0D ? "\r\nendstream\nendobj\n" : "\nendstream\nendobj\n")
    if output.count >= 1 << 16 { try drain() }
  }

  private func drain() throws {
    written += output.count
    output.withUnsafeBytes { hash.update($0) }
    try output.drain(into: sink)
  }

  /// Writes the rest and the cross-references. The sink is finished by whoever made it.
  public func finish(root: PDFObject, information: PDFObject) throws {
    try flushPacked()
    try passOn(keeping: 0)
    queue.close()
    try drain()
    let object = reserve()
    let start = byteCount
    places[Int(object.number)] = .at(offset: start)
    var table = ByteBuffer(reserving: places.count * 8)
    for place in places {
      switch place {
      case .free:
        table.append(0 as UInt8)
        table.append(repeating: 0, count: 7)
      case .at(let offset):
        table.append(1 as UInt8)
        table.append(UInt8(truncatingIfNeeded: offset >> 32))
        table.append(bigEndian: UInt32(truncatingIfNeeded: offset))
        table.append(bigEndian: 0 as UInt16)
      case .packed(let stream, let index):
        table.append(2 as UInt8)
        table.append(0 as UInt8)
        table.append(bigEndian: UInt32(stream))
        table.append(bigEndian: UInt16(index))
      }
    }
    var finished = SHA256()
    swap(&finished, &hash)
    let digest = finished.digest().bytes.prefix(16)
    var identifier = ByteBuffer(reserving: 40)
    for byte in digest { identifier.append(hexadecimal: UInt64(byte), paddedTo: 2) }
    let data = compressor.compress(table)
    var entries = ByteBuffer(reserving: 200)
    entries.append("/Type/XRef/Size ")
    entries.append(decimal: places.count)
    entries.append("/W[1 5 2]/Root")
    entries.append(reference: root)
    entries.append("/Info")
    entries.append(reference: information)
    entries.append("/ID[<")
    identifier.withUnsafeBytes { entries.append($0) }
    entries.append("><")
    identifier.withUnsafeBytes { entries.append($0) }
    entries.append(">]/Filter/FlateDecode")
    try emit(object, entries.bytes, data)
    output.append("startxref\n")
    output.append(decimal: start)
    output.append("\n%%EOF\n")
    written += output.count
    try output.drain(into: sink)
  }
}

extension Deflate {
  func compress(_ buffer: borrowing ByteBuffer) -> [UInt8] {
    buffer.withUnsafeBytes { compress($0) }
  }
}
