internal import CLinux
internal import HTTPMessage

extension Connection {
  /// Bodies up to this size are copied behind their head and go out with it in one call.
  private static var joined: Int { 32_768 }
  private static var highWater: Int { 65_536 }

  /// Starts the answer of the request that is being handled.
  func respond(_ answer: Response) {
    guard let current = exchange else { return }
    var response = answer
    loop.pipeline.conclude(current.request, &response)
    let isHead = current.request.method == .head
    let hasNoBody = response.status.code < 200 || response.status.code == 204 || response.status.code == 304
    let minor = current.request.head.minorVersion
    var framing = ResponseHeadWriter.Framing.none
    if !hasNoBody {
      if let length = response.body.length {
        framing = .length(length)
      } else {
        framing = minor == 1 ? .chunked : .untilClose
        if minor == 0 { exchange?.keepsAlive = false }
      }
    }
    settleIntake(streamsAnswer: response.body.length == nil)
    if loop.isDraining { exchange?.keepsAlive = false }
    let closes = !(exchange?.keepsAlive ?? false)
    let written = ResponseHeadWriter.write(
      response, framing: framing, date: loop.date.bytes, closes: closes, minorVersion: minor, into: &output, stock)
    guard written else {
      respond(Self.badField(current.request))
      return
    }
    if closes { isClosing = true }
    exchange?.status = response.status
    exchange?.phase = .answering
    exchange?.task = nil
    exchange?.heartbeat = response.heartbeat
    if let upgrade = response.upgrade {
      start(upgrade)
    } else if !isHead, !hasNoBody {
      start(response.body, chunked: minor == 1)
    }
    watchSending()
  }

  /// An answer with a line break in a field is a defect of the handler, never something to send.
  private static func badField(_ request: Request) -> Response {
    HTTPError(
      .internalServerError, code: "internal_error",
      detail: "Something went wrong here. The request id helps to find out what."
    ).response(for: request)
  }

  /// What happens to a body that is not read to its end.
  private func settleIntake(streamsAnswer: Bool) {
    guard let current = exchange, !current.isBodyFinished else { return }
    var remaining = 0
    if case .length(let length) = current.decoder { remaining = length }
    if case .channel(let channel) = current.intake {
      // A handler may read its request while it already answers.
      if streamsAnswer, !channel.isAbandoned { return }
      channel.abandon()
    }
    let cheap = remaining <= 262_144 && !current.owesContinue && !isClosing
    exchange?.intake = .discard(262_144)
    if !cheap { exchange?.keepsAlive = false }
  }

  private func start(_ body: ResponseBody, chunked: Bool) {
    switch body {
    case .empty: break
    case .bytes(let bytes):
      if bytes.count <= Self.joined {
        bytes.withUnsafeBytes { output.append($0, from: stock) }
        exchange?.sent += bytes.count
      } else {
        exchange?.outgoing = .segments([.bytes(bytes[...])], index: 0, offset: 0)
      }
    case .segments(let segments):
      exchange?.outgoing = .segments(segments, index: 0, offset: 0)
    case .stream(let length, let produce):
      let loop = loop
      let key = key
      let channel = ByteChannel(onArrival: { loop.wake(key) })
      exchange?.outgoing = .stream(channel, chunked: length == nil && chunked, remaining: length)
      guard let request = exchange?.request else { return }
      exchange?.task = loop.start {
        do {
          try await produce(ResponseWriter(channel: channel))
          channel.finish()
        } catch {
          if !channel.isAbandoned { loop.pipeline.failed(request, error) }
          channel.finish(throwing: error)
        }
      }
    }
  }

  /// Sends on what there is of the answer; false when it must wait.
  func pumpAnswer() -> Bool {
    guard let current = exchange else { return false }
    switch current.outgoing {
    case .none:
      if !current.isBodyFinished, !isClosing {
        if case .channel(let channel) = current.intake {
          channel.abandon()
          isClosing = true
        } else {
          return false
        }
      }
      completeExchange()
      return true
    case .segments(let segments, let index, let offset):
      return sendSegments(segments, index, offset)
    case .stream(let channel, let chunked, let remaining):
      return sendStream(channel, chunked, remaining)
    }
  }

  private func completeExchange() {
    guard let finished = exchange else { return }
    exchange = nil
    report(finished, complete: true)
    input.rewindIfEmpty()
    if !isClosing {
      headStarted = nil
      setDeadline(loop.timeouts.idle)
    }
  }

  private func sendSegments(_ segments: [BodySegment], _ first: Int, _ start: Int) -> Bool {
    flush(more: true)
    var index = first
    var offset = start
    var budget = 4 << 20
    while index < segments.count, !isClosed, !isBlocked {
      let left = segments[index].count - offset
      if left == 0 {
        index += 1
        offset = 0
        continue
      }
      guard budget > 0 else {
        // Others come first; the socket takes more, so the next round goes on.
        isBlocked = true
        break
      }
      switch send(segments[index], offset, isLast: index == segments.count - 1) {
      case .bytes(let count):
        offset += count
        budget -= count
        exchange?.sent += count
        sentSomething()
      case .wouldBlock: isBlocked = true
      case .closed: close()
      }
    }
    guard !isClosed else { return false }
    let done = index == segments.count
    exchange?.outgoing = done ? .none : .segments(segments, index: index, offset: offset)
    return done
  }

  private func send(_ segment: BodySegment, _ offset: Int, isLast: Bool) -> TransportResult {
    switch segment {
    case .bytes(let bytes):
      return bytes.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return .closed }
        return write(start + offset, min(buffer.count - offset, 1 << 20), more: !isLast)
      }
    case .file(let file, let start, let count):
      if tls == nil { return PlainTransport.sendFile(descriptor, file, start + offset, count - offset) }
      return sendCopied(file, start + offset, min(count - offset, BufferStock.size))
    }
  }

  /// TLS has no sendfile: the piece goes through a block of the stock, and a refused one is offered again.
  private func sendCopied(_ file: OpenFile, _ offset: Int, _ count: Int) -> TransportResult {
    guard let bytes = try? file.read(at: offset, count: count), bytes.count == count else { return .closed }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return .closed }
      return write(start, count, more: false)
    }
  }

  private func sendStream(_ channel: ByteChannel, _ chunked: Bool, _ known: Int?) -> Bool {
    var remaining = known
    var moved = false
    while !isClosed {
      if output.count >= Self.highWater {
        flush()
        guard !isClosed, output.count < Self.highWater else { return moved }
      }
      switch channel.take() {
      case .chunk(let chunk):
        moved = true
        if let left = remaining {
          guard chunk.count <= left else {
            close()
            return false
          }
          remaining = left - chunk.count
          exchange?.outgoing = .stream(channel, chunked: chunked, remaining: remaining)
        }
        append(chunk, chunked: chunked)
      case .empty:
        return moved
      case .end:
        guard remaining ?? 0 == 0 else {
          close()
          return false
        }
        if chunked { output.append("0\r\n\r\n", from: stock) }
        exchange?.outgoing = .none
        return true
      case .failed:
        // A broken body must not look complete.
        close()
        return false
      }
    }
    return moved
  }

  func append(_ chunk: [UInt8], chunked: Bool) {
    if chunked {
      output.append("\(String(chunk.count, radix: 16))\r\n", from: stock)
    }
    chunk.withUnsafeBytes { output.append($0, from: stock) }
    if chunked { output.append("\r\n", from: stock) }
    exchange?.sent += chunk.count
  }

  /// Sends what is in the output; what the socket does not take waits for room.
  func flush(more: Bool = false) {
    isBlocked = false
    while !output.isEmpty, let base = output.base {
      switch write(base + output.start, output.count, more: more) {
      case .bytes(let count):
        output.start += count
        sentSomething()
      case .wouldBlock:
        isBlocked = true
        return
      case .closed:
        close()
        return
      }
    }
    output.rewindIfEmpty()
    output.release(to: stock)
  }

  private func write(_ bytes: UnsafePointer<UInt8>, _ count: Int, more: Bool) -> TransportResult {
    if let tls { return tls.send(bytes, count) }
    return PlainTransport.send(descriptor, bytes, count, more: more)
  }

  private func sentSomething() {
    lastSend = loop.now
  }

  private func watchSending() {
    lastSend = loop.now
    setDeadline(exchange?.heartbeat?.milliseconds ?? loop.timeouts.write)
  }
}
