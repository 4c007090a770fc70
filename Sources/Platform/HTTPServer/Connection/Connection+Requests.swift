internal import HTTPMessage

extension Connection {
  /// Bodies up to this size are in memory before even a streaming handler starts, if they are here already.
  private static var smallBody: Int { 65_536 }
  private static var discardable: Int { 262_144 }

  /// Reads the next head from the input; false while it is not complete.
  func beginExchange() -> Bool {
    guard let base = input.base, !input.isEmpty else { return false }
    if exchanges > 0, base[input.start] == 0x0D {
      // One empty line after a body is left over by old clients.
      guard input.count >= 2 else { return false }
      if base[input.start + 1] == 0x0A, !skippedEmptyLine {
        skippedEmptyLine = true
        input.start += 2
        return true
      }
    }
    let start = UnsafePointer(base + input.start)
    switch scanner.scan(start, input.count) {
    case .incomplete:
      if headStarted == nil {
        headStarted = loop.now
        setDeadline(loop.timeouts.head)
      }
      return false
    case .refused(let refusal):
      refuse(refusal)
      return true
    case .complete(let count):
      scanner.reset()
      skippedEmptyLine = false
      headStarted = nil
      do throws(RequestRefusal) {
        try RequestHeadParser.parse(start, count, into: loop.outline)
      } catch {
        refuse(error)
        return true
      }
      let head = RequestHead(copying: start, loop.outline)
      input.start += count
      begin(head)
      return true
    }
  }

  private func begin(_ head: RequestHead) {
    exchanges &+= 1
    let began = MonotonicClock.nanoseconds()
    var request = Request(head: head, connection: description, body: .empty)
    let early = loop.pipeline.admit(&request)
    let decoder: Exchange.Decoder =
      switch head.framing {
      case .none, .length(0): .finished
      case .length(let length): .length(length)
      case .chunked: .chunked(ChunkedDecoder())
      }
    exchange = Exchange(
      request: request, number: exchanges, began: began, decoder: decoder, intake: .discard(Self.discardable),
      keepsAlive: head.keepsAlive && Int(exchanges) < loop.limits.requestsPerConnection,
      owesContinue: head.expectsContinue)
    if let early {
      exchange?.phase = .handling
      respond(early)
    } else {
      prepareBody(head)
    }
  }

  private func prepareBody(_ head: RequestHead) {
    guard let options = exchange?.request.match?.route.options, exchange?.isBodyFinished == false else { return }
    let limit = options.body.limit
    exchange?.limit = limit
    if case .length(let length) = head.framing, let limit, length > limit {
      refuseExchange(.bodyTooLarge)
      return
    }
    progress = 0
    setDeadline(loop.timeouts.body)
    var streams = false
    if case .streamed = options.body { streams = true }
    if streams, case .length(let length) = head.framing, length <= min(Self.smallBody, input.count) { streams = false }
    guard streams else {
      exchange?.intake = .collect([])
      if exchange?.owesContinue == true, input.isEmpty { sendContinue() }
      return
    }
    let loop = loop
    let key = key
    let channel = ByteChannel(capacity: 262_144, onSpace: { loop.wake(key) })
    var length: Int?
    if case .length(let known) = head.framing { length = known }
    exchange?.intake = .channel(channel)
    exchange?.request.body = RequestBody(source: .stream(channel, length: length))
    dispatch()
  }

  func sendContinue() {
    exchange?.owesContinue = false
    output.append("HTTP/1.1 100 Continue\r\n\r\n", from: stock)
  }

  /// Moves what is here of the body to where it goes; false when nothing moved.
  func takeBody() -> Bool {
    guard let current = exchange else { return false }
    if case .channel(let channel) = current.intake {
      if current.owesContinue, channel.isDemanded { sendContinue() }
      if channel.isFull { return false }
    }
    guard let base = input.base, !input.isEmpty else { return false }
    let bytes = UnsafePointer(base + input.start)
    switch current.decoder {
    case .finished:
      return false
    case .length(let remaining):
      let count = min(remaining, input.count)
      input.start += count
      exchange?.decoder = count == remaining ? .finished : .length(remaining - count)
      deliver(UnsafeBufferPointer(start: bytes, count: count))
    case .chunked(var decoder):
      takeChunks(&decoder, bytes, input.count)
    }
    input.rewindIfEmpty()
    if exchange?.isBodyFinished == true, case .channel(let channel) = exchange?.intake { channel.finish() }
    return true
  }

  private func takeChunks(_ decoder: inout ChunkedDecoder, _ bytes: UnsafePointer<UInt8>, _ count: Int) {
    var position = 0
    do throws(RequestRefusal) {
      while true {
        let step = try decoder.next(bytes, count, &position)
        guard case .content(let range) = step else {
          input.start += position
          exchange?.decoder = step == .finished ? .finished : .chunked(decoder)
          return
        }
        deliver(UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count))
        if isClosing {
          input.start += position
          exchange?.decoder = .chunked(decoder)
          return
        }
      }
    } catch {
      input.discard(to: stock)
      refuseExchange(error)
    }
  }

  private func deliver(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let current = exchange else { return }
    exchange?.received += bytes.count
    if let limit = current.limit, current.received > limit {
      refuseExchange(.bodyTooLarge)
      return
    }
    switch current.intake {
    case .collect(var whole):
      exchange?.intake = .collect([])
      whole.append(contentsOf: bytes)
      exchange?.intake = .collect(whole)
    case .channel(let channel):
      channel.offer(Array(bytes))
    case .discard(let remaining):
      exchange?.intake = .discard(remaining - bytes.count)
      if remaining < bytes.count { isClosing = true }
    }
  }

  /// Hands the request to its handler.
  func dispatch() {
    if case .collect(let whole) = exchange?.intake { exchange?.request.body = RequestBody(whole) }
    exchange?.phase = .handling
    guard let current = exchange else { return }
    switch loop.pipeline.run(current.request) {
    case .ready(let response):
      respond(response)
    case .pending(let handler):
      let loop = loop
      let key = key
      let number = current.number
      let request = current.request
      if let limit = current.request.match?.route.options.timeLimitMilliseconds, current.isBodyFinished {
        setDeadline(limit)
      } else if current.isBodyFinished {
        deadline = .max
      }
      current.isStarting = true
      let task = loop.start {
        let response: Response
        do {
          response = try await handler(request)
        } catch {
          response = loop.pipeline.answer(to: error, for: request)
        }
        loop.complete(key, number, response)
      }
      current.isStarting = false
      if let answer = current.answer.take() { respond(answer) } else { current.task = task }
    }
  }

  /// Keeps the answer of a handler that never waited, so that it goes out before the next request is looked at;
  /// false when the handler started earlier and its answer comes by the loop.
  func keep(_ answer: Response, of number: UInt32) -> Bool {
    guard let exchange, exchange.number == number, exchange.isStarting else { return false }
    exchange.answer = answer
    return true
  }

  /// The handler is done; late answers of a request that is over are dropped.
  func completed(_ number: UInt32, _ response: Response) {
    guard !isClosed, let current = exchange, current.number == number, current.phase == .handling else { return }
    exchange?.task = nil
    respond(response)
    advance()
  }

  /// Ends a request that has begun, because of how its body came.
  func refuseExchange(_ refusal: RequestRefusal) {
    guard let current = exchange else { return }
    isClosing = true
    if current.phase != .collecting, case .channel(let channel) = current.intake {
      // The handler learns of it, and its answer is what the client gets.
      channel.finish(throwing: refusal.httpError)
      exchange?.intake = .discard(0)
      exchange?.keepsAlive = false
      return
    }
    guard current.phase != .answering else { return }
    exchange?.phase = .handling
    exchange?.keepsAlive = false
    exchange?.task?.cancel()
    respond(loop.pipeline.answer(to: refusal.httpError, for: current.request))
  }

  /// Answers what could not even become a request, and closes.
  func refuse(_ refusal: RequestRefusal) {
    isClosing = true
    input.discard(to: stock)
    let response = refusal.httpError.response(acceptsHTML: false, instance: nil, id: RequestID.make().description)
    guard case .bytes(let body) = response.body else { return }
    _ = ResponseHeadWriter.write(
      response, framing: .length(body.count), date: loop.date.bytes, closes: true, minorVersion: 1, into: &output, stock
    )
    body.withUnsafeBytes { output.append($0, from: stock) }
    loop.pipeline.refused(refusal.status, code: refusal.code, description)
  }
}
