public import HTTPMessage

/// Reads the bytes of a connection as the server does, without one: for fuzzing and for comparing parsers.
public enum RequestProbe {
  /// What was made of the bytes.
  public struct Reading: Sendable, Hashable {
    public var requests: [Summary] = []
    /// The status of the refusal that ended it, 0 when there was none.
    public var refusal = 0
  }

  public struct Summary: Sendable, Hashable {
    public var method: String
    public var target: String
    public var fields: HTTPFields
    public var body: [UInt8]
    public var isComplete: Bool
  }

  /// The pieces are what one read after another would give.
  public static func read(_ pieces: [[UInt8]]) -> Reading {
    var session = Session()
    for piece in pieces where session.reading.refusal == 0 { session.feed(piece) }
    return session.reading
  }

  private struct Session {
    var reading = Reading()
    private let outline = HeadOutline(maximumFields: 100)
    private var scanner = HeadScanner(maximumRequestLine: 8_192, maximumHead: 32_768)
    private var pending: [UInt8] = []
    private var decoder: Exchange.Decoder = .finished

    mutating func feed(_ piece: [UInt8]) {
      pending += piece
      do throws(RequestRefusal) {
        while try step() {}
      } catch {
        reading.refusal = error.status.code
      }
    }

    private mutating func step() throws(RequestRefusal) -> Bool {
      switch decoder {
      case .finished: return try head()
      case .length(let remaining):
        let count = min(remaining, pending.count)
        guard count > 0 else { return false }
        add(pending[..<count])
        pending.removeFirst(count)
        decoder = count == remaining ? .finished : .length(remaining - count)
        finishIfDone()
        return true
      case .chunked(var chunks): return try takeChunk(&chunks)
      }
    }

    private mutating func takeChunk(_ chunks: inout ChunkedDecoder) throws(RequestRefusal) -> Bool {
      let bytes = pending
      var position = 0
      let step = try bytes.withUnsafeBufferPointer { buffer throws(RequestRefusal) -> ChunkedDecoder.Step in
        guard let start = buffer.baseAddress else { return .needsMore }
        return try chunks.next(start, buffer.count, &position)
      }
      pending.removeFirst(position)
      decoder = .chunked(chunks)
      switch step {
      case .content(let range): add(bytes[range])
      case .needsMore: return false
      case .finished:
        decoder = .finished
        finishIfDone()
      }
      return true
    }

    private mutating func head() throws(RequestRefusal) -> Bool {
      let bytes = pending
      guard !bytes.isEmpty else { return false }
      var scanned = scanner
      let parsed = try bytes.withUnsafeBufferPointer { buffer throws(RequestRefusal) -> RequestHead? in
        guard let start = buffer.baseAddress else { return nil }
        switch scanned.scan(start, buffer.count) {
        case .incomplete: return nil
        case .refused(let refusal): throw refusal
        case .complete(let count):
          try RequestHeadParser.parse(start, count, into: outline)
          return RequestHead(copying: start, outline)
        }
      }
      scanner = scanned
      guard let parsed else { return false }
      scanner.reset()
      pending.removeFirst(parsed.count)
      reading.requests.append(
        Summary(
          method: parsed.method.rawValue, target: parsed.text(parsed.target),
          fields: RequestFields(head: parsed).all, body: [], isComplete: false))
      switch parsed.framing {
      case .none, .length(0): decoder = .finished
      case .length(let length): decoder = .length(length)
      case .chunked: decoder = .chunked(ChunkedDecoder())
      }
      finishIfDone()
      return true
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) {
      reading.requests[reading.requests.count - 1].body += bytes
    }

    private mutating func finishIfDone() {
      if case .finished = decoder { reading.requests[reading.requests.count - 1].isComplete = true }
    }
  }
}
