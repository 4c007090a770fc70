internal import ByteIO

/// Writes the objects of a PDF file in order: small ones packed into object streams, streams compressed in parallel,
/// a cross-reference stream at the end.
final class ObjectFile {
  private struct Pending {
    let object: PDFObject
    let dictionary: [UInt8]
    let job: DeflateJob
  }

  private static let perStream = 200
  /// Of compression: the same everywhere, so that a stream is the same whoever compressed it.
  static let level: Int32 = 6
  private let sink: any ByteSink
  private let queue: DeflateQueue
  let compressor: Deflate
  var places: [ObjectPlace] = [.free]
  var written = 0
  private var pending: [Pending] = []
  private var pendingStart = 0
  var output = ByteBuffer(reserving: 1 << 16)
  private var packed = ByteBuffer(reserving: 1 << 14)
  private var packedIndex = ByteBuffer(reserving: 1 << 11)
  private var packedStream: PDFObject?
  private var packedCount = 0
  private var hash = SHA256()
  /// Runs along where the file is signed.
  private var signedHash: SHA256?
  let cipher: FileCipher?
  private let memory: DeflateMemory?

  /// The signature that the file ends with.
  struct Signing {
    let object: PDFObject
    let maker: SignatureMaker
    let entries: [(key: StaticString, text: [UInt8])]
  }

  /// - Parameters:
  ///   - workers: threads for compressing beside the caller's.
  ///   - cipher: encrypts every stream, and with them all objects, which lie in streams.
  init(
    to sink: any ByteSink, workers: Int, cipher: FileCipher? = nil, isSigned: Bool = false,
    memory: DeflateMemory? = nil
  ) throws {
    self.sink = sink
    self.cipher = cipher
    self.memory = memory
    signedHash = isSigned ? SHA256() : nil
    compressor = try Deflate(level: Self.level)
    queue = DeflateQueue(level: Self.level, workers: workers)
    output.append("%PDF-1.7\n%")
    output.append([0xE2, 0xE3, 0xCF, 0xD3, 0x0A])
  }

  deinit { queue.close() }

  /// How many bytes went out so far.
  var byteCount: Int { written + output.count }

  func reserve() -> PDFObject {
    places.append(.free)
    return PDFObject(number: Int32(places.count - 1))
  }

  /// Numbers that follow each other.
  func reserve(_ count: Int) -> Int32 {
    let first = Int32(places.count)
    places.append(contentsOf: repeatElement(.free, count: count))
    return first
  }

  /// A small object, packed together with others.
  func write(_ object: PDFObject, _ body: (inout ByteBuffer) -> Void) throws {
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
  func write(
    _ object: PDFObject, compressing data: [UInt8], _ dictionary: (inout ByteBuffer) -> Void = { _ in }
  ) throws {
    try write(object, compress(data)) { entries in
      dictionary(&entries)
      entries.append("/Filter/FlateDecode")
    }
  }

  /// Gives data to the threads that compress.
  func compress(_ data: [UInt8]) -> DeflateJob {
    if let known = memory?.find(data) { return DeflateJob(done: known) }
    let job = DeflateJob(data)
    if memory != nil { job.original = data }
    queue.submit(job)
    return job
  }

  /// A stream of data that is compressed, or will be, with all entries of its dictionary but the length.
  func write(_ object: PDFObject, _ job: DeflateJob, _ dictionary: (inout ByteBuffer) -> Void) throws {
    var entries = ByteBuffer(reserving: 64)
    dictionary(&entries)
    // In its turn: where it stands must not depend on how far the other threads are.
    pending.append(Pending(object: object, dictionary: entries.bytes, job: job))
    try passOn(keeping: 48)
  }

  /// A stream as it is.
  func write(_ object: PDFObject, raw data: [UInt8], _ dictionary: (inout ByteBuffer) -> Void) throws {
    try write(object, DeflateJob(done: data), dictionary)
  }

  /// Writes finished streams; waits where more than `most` are under way.
  private func passOn(keeping most: Int) throws {
    while pendingStart < pending.count {
      let next = pending[pendingStart]
      guard pending.count - pendingStart > most || queue.isDone(next.job) else { break }
      queue.finish(next.job, compressor)
      if let original = next.job.original { memory?.keep(original, next.job.output) }
      let data = try cipher?.encrypt(next.job.output, object: next.object.number) ?? next.job.output
      emit(next.object, next.dictionary, data)
      if output.count >= 1 << 16 { try drain() }
      pendingStart += 1
      if pendingStart == 64 {
        pending.removeFirst(64)
        pendingStart = 0
      }
    }
  }

  func emit(_ object: PDFObject, _ dictionary: [UInt8], _ data: [UInt8]) {
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
  }

  /// The hash of all that was written, to be ended once.
  func takeSignedHash() -> SHA256? {
    var taken: SHA256?
    swap(&taken, &signedHash)
    return taken
  }

  private func drain() throws {
    written += output.count
    output.withUnsafeBytes {
      hash.update($0)
      signedHash?.update($0)
    }
    try output.drain(into: sink)
  }

  /// Writes the rest and the cross-references. The sink is finished by whoever made it.
  func finish(root: PDFObject, information: PDFObject, signing: Signing? = nil) throws {
    try flushPacked()
    try passOn(keeping: 0)
    queue.close()
    let encryption = appendEncryption()
    try drain()
    var finished = SHA256()
    swap(&finished, &hash)
    let identifier = Array(finished.digest().bytes.prefix(16))
    // From here on all stays in memory: the signature is put in when everything else is known.
    let gap = try signing.map { try appendSignature($0) }
    let start = byteCount
    appendCrossReferences(root, information, encryption, identifier)
    output.append("startxref\n")
    output.append(decimal: start)
    output.append("\n%%EOF\n")
    if let gap, let signing {
      let signed = try fill(gap, signing)
      written += signed.count
      return try sink.write(signed)
    }
    written += output.count
    try output.drain(into: sink)
  }
}

extension Deflate {
  func compress(_ buffer: borrowing ByteBuffer) -> [UInt8] {
    buffer.withUnsafeBytes { compress($0) }
  }
}
