internal import HTTPMessage

/// Serves an application without a socket: the same parser, filters, routes, error mapping and answer writer.
public final class InProcessServer: Sendable {
  private let pipeline: Pipeline
  private let limits: ConnectionLimits

  public init(_ application: Application, limits: ConnectionLimits = ConnectionLimits()) {
    pipeline = Pipeline(application)
    self.limits = limits
  }

  /// Takes the bytes of one request head and its body without coding; gives the bytes of the answer.
  public func exchange(head: [UInt8], body: [UInt8] = []) async -> [UInt8] {
    switch parse(head) {
    case .failure(let refusal):
      let response = refusal.httpError.response(acceptsHTML: false, instance: nil, id: RequestID.make().description)
      return await write(response, for: nil)
    case .success(let parsed):
      let began = MonotonicClock.nanoseconds()
      var request = Request(
        head: parsed, connection: ConnectionDescription(remote: .loopback, isSecure: false), body: .empty)
      var response = await respond(&request, body)
      pipeline.conclude(request, &response)
      let bytes = await write(response, for: request)
      pipeline.ended(
        request,
        ExchangeOutcome(
          status: response.status, requestBytes: body.count, responseBytes: bytes.count,
          nanoseconds: MonotonicClock.nanoseconds() &- began, isComplete: true))
      return bytes
    }
  }

  private func parse(_ bytes: [UInt8]) -> Result<RequestHead, RequestRefusal> {
    let outline = HeadOutline(maximumFields: limits.headerFields)
    var scanner = HeadScanner(maximumRequestLine: limits.requestLineBytes, maximumHead: limits.headBytes)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return .failure(.malformed("There is no request.")) }
      switch scanner.scan(start, buffer.count) {
      case .incomplete: return .failure(.malformed("The head has no end."))
      case .refused(let refusal): return .failure(refusal)
      case .complete(let count):
        do throws(RequestRefusal) {
          try RequestHeadParser.parse(start, count, into: outline)
          return .success(RequestHead(copying: start, outline))
        } catch {
          return .failure(error)
        }
      }
    }
  }

  private func respond(_ request: inout Request, _ body: [UInt8]) async -> Response {
    if let early = pipeline.admit(&request) { return early }
    if let limit = request.match?.route.options.body.limit, body.count > limit {
      return pipeline.answer(to: RequestRefusal.bodyTooLarge.httpError, for: request)
    }
    request.body = RequestBody(body)
    if case .streamed = request.match?.route.options.body, !body.isEmpty {
      let channel = ByteChannel(capacity: .max)
      for start in stride(from: 0, to: body.count, by: 16_384) {
        channel.offer(Array(body[start..<min(start + 16_384, body.count)]))
      }
      channel.finish()
      request.body = RequestBody(source: .stream(channel, length: body.count))
    }
    switch pipeline.run(request) {
    case .ready(let response): return response
    case .pending(let handler):
      do {
        return try await handler(request)
      } catch {
        return pipeline.answer(to: error, for: request)
      }
    }
  }

  private func write(_ response: Response, for request: Request?) async -> [UInt8] {
    let hasNoBody =
      request?.method == .head || response.status.code < 200 || response.status.code == 204
      || response.status.code == 304
    var body: [UInt8] = []
    if !hasNoBody { body = await collect(response.body, for: request) }
    let stock = BufferStock()
    var buffer = IOBuffer()
    var date = DateLine()
    date.update()
    var framing = ResponseHeadWriter.Framing.length(response.body.length ?? body.count)
    if response.status.code < 200 || response.status.code == 204 || response.status.code == 304 { framing = .none }
    let written = ResponseHeadWriter.write(
      response, framing: framing, date: date.bytes, closes: true, minorVersion: 1, into: &buffer, stock)
    guard written, let base = buffer.base else {
      return Array("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n".utf8)
    }
    let head = Array(UnsafeBufferPointer(start: base + buffer.start, count: buffer.count))
    buffer.discard(to: stock)
    return head + body
  }

  private func collect(_ body: ResponseBody, for request: Request?) async -> [UInt8] {
    switch body {
    case .empty: return []
    case .bytes(let bytes): return bytes
    case .segments(let segments):
      return segments.reduce(into: []) { whole, segment in
        switch segment {
        case .bytes(let bytes): whole += bytes
        case .file(let file, let offset, let count): whole += (try? file.read(at: offset, count: count)) ?? []
        }
      }
    case .stream(_, let produce):
      let channel = ByteChannel()
      let pipeline = pipeline
      let producer = Task {
        do {
          try await produce(ResponseWriter(channel: channel))
          channel.finish()
        } catch {
          if let request { pipeline.failed(request, error) }
          channel.finish(throwing: error)
        }
      }
      var whole: [UInt8] = []
      while let chunk = try? await channel.next() { whole += chunk }
      await producer.value
      return whole
    }
  }
}
