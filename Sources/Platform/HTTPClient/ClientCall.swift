internal import Glibc
internal import HTTPMessage

/// One call of `send`: the sendings that it takes with redirects and retries, under one total deadline.
struct ClientCall {
  private(set) var request: ClientRequest
  let start: UInt64
  private let settings: HTTPClientSettings
  private let driver: TransferDriver
  private let deadlines: Deadlines
  private let limits: ResponseLimits
  private let retry: RetryPolicy
  private let end: UInt64?
  private var target: RequestTarget?
  private(set) var attempts = 0
  private var hops = 0

  var origin: String { target?.origin ?? "" }

  init(_ request: ClientRequest, client: HTTPClient, start: UInt64) {
    self.request = request
    self.start = start
    settings = client.settings
    driver = client.driver
    deadlines = request.deadlines ?? client.settings.deadlines
    limits = request.limits ?? client.settings.limits
    retry = request.retry ?? client.settings.retry
    end = deadlines.total.map { start + $0.nanoseconds }
  }

  mutating func answer() async throws(HTTPClientError) -> ClientResponse {
    do throws(HTTPClientError) {
      var target = try RequestTarget(request.url)
      self.target = target
      try validate(target)
      while true {
        let (exchange, head) = try await sending(to: target)
        guard RedirectPolicy.isRedirect(head.status), let location = head.fields["Location"],
          case .follow(let limit) = request.redirects ?? settings.redirects
        else { return try response(exchange, head) }
        await discard(exchange, head)
        hops += 1
        guard hops <= limit else {
          throw exchange.error(.redirect, "more than \(limit) redirects")
        }
        target = try redirect(from: target, to: location, status: head.status)
        self.target = target
        try validate(target)
      }
    } catch {
      var error = error
      error.attempts = max(attempts, 1)
      throw error
    }
  }

  /// Sends until an answer comes that is not to be tried again.
  private mutating func sending(to target: RequestTarget) async throws(HTTPClientError) -> (Exchange, ResponseHead) {
    var attempt = 1
    while true {
      attempts += 1
      let exchange = try begin(target)
      let wait: Duration
      do {
        let head = try await exchange.head()
        guard retry.statuses.contains(head.status), mayRepeat, let pause = pause(after: attempt, head) else {
          return (exchange, head)
        }
        await discard(exchange, head)
        wait = pause
      } catch {
        let isUnsent = error.code == .dns || error.code == .connect
        guard retry.retries(error.code), request.body.isReplayable, mayRepeat || isUnsent,
          let pause = pause(after: attempt, nil)
        else { throw error }
        wait = pause
      }
      do {
        try await Task.sleep(for: wait)
      } catch {
        throw exchange.error(.cancelled, "the request was cancelled")
      }
      attempt += 1
      driver.counters.addRetry()
    }
  }

  private var mayRepeat: Bool { (request.isIdempotent || request.isRetryable) && request.body.isReplayable }

  /// How long to wait before the next attempt; `nil` when there is none within the limits.
  private func pause(after attempt: Int, _ head: ResponseHead?) -> Duration? {
    guard attempt < retry.attempts else { return nil }
    let asked = head?.fields["Retry-After"].flatMap { RetryAfter.duration($0, date: head?.fields["Date"]) }
    if let asked, asked > retry.longestRetryAfter { return nil }
    var random = SystemRandomNumberGenerator()
    let pause = retry.delay(after: attempt, retryAfter: asked, using: &random)
    if let end, MonotonicTime.now() + pause.nanoseconds >= end { return nil }
    return pause
  }

  /// Hands one sending to the thread.
  private func begin(_ target: RequestTarget) throws(HTTPClientError) -> Exchange {
    let identifier = driver.reserve()
    var body = TransferPlan.Body.none
    var start: (@Sendable () async -> Void)?
    switch request.body.storage {
    case .none: break
    case .bytes(let bytes): body = .bytes(bytes)
    case .file(let path): body = .file(path: path)
    case .stream(let length, let pump):
      let channel = UploadChannel(length: length) { [inbox = driver.inbox] in inbox.post(.resumeSending(identifier)) }
      body = .channel(channel)
      start = {
        do {
          try await pump(channel)
        } catch {
          channel.end(failure: "the request's body failed while it was read")
        }
      }
    }
    var fields = request.fields
    for field in settings.fields.fields where fields[field.name] == nil { fields.append(field.name, field.value) }
    if request.decodesContent, fields["Accept-Encoding"] == nil {
      fields.append("Accept-Encoding", ContentEncoding.accepted)
    }
    let plan = TransferPlan(
      method: request.method, target: target, fields: fields, body: body, isRepeatable: mayRepeat,
      expectsContinue: request.expectsContinue, deadlines: deadlines, end: end, limits: limits,
      addresses: settings.resolver?(target.host) ?? [])
    let exchange = driver.start(plan, as: identifier)
    if let start { exchange.keep(Task { await start() }) }
    return exchange
  }

  private func response(_ exchange: Exchange, _ head: ResponseHead) throws(HTTPClientError) -> ClientResponse {
    var fields = head.fields
    let hasBody = request.method != .head && head.status != 204 && head.status != 304
    var encoding: String?
    if hasBody, request.decodesContent, request.fields["Accept-Encoding"] == nil,
      let value = fields["Content-Encoding"]
    {
      encoding = fields.values(of: "Content-Encoding").count == 1 ? value : "several"
    }
    let reader: BodyReader
    do throws(HTTPClientError) {
      reader = try BodyReader(exchange, driver: driver, attempts: attempts, encoding: encoding)
    } catch {
      exchange.cancel()
      throw error
    }
    if reader.isEncoded {
      fields["Content-Encoding"] = nil
      fields["Content-Length"] = nil
    }
    if hasBody { fields["Transfer-Encoding"] = nil }
    return ClientResponse(
      status: HTTPStatus(head.status), fields: fields, body: ResponseBody(reader), version: head.version,
      origin: exchange.plan.target.origin, attempts: attempts)
  }

  /// Reads a small body to its end, so that the connection can be used again; gives up a large one.
  private func discard(_ exchange: Exchange, _ head: ResponseHead) async {
    if let length = head.fields["Content-Length"].flatMap({ Int($0) }), length <= 64 << 10 {
      do {
        while try await exchange.bytes() != nil {}
      } catch {
        return
      }
    } else {
      exchange.cancel()
    }
  }

  private mutating func redirect(
    from old: RequestTarget, to location: String, status: Int
  ) throws(HTTPClientError) -> RequestTarget {
    let new = try old.following(location)
    func refused(_ message: String) -> HTTPClientError { HTTPClientError(.redirect, message, origin: old.origin) }
    if old.isSecure && !new.isSecure { throw refused("a redirect from https to http is not followed") }
    if status == 303 && request.method != .head || (status == 301 || status == 302) && request.method == .post {
      request.method = .get
      request.body = .none
      request.fields.fields.removeAll { $0.name.lowercased().hasPrefix("content-") }
    } else if !request.body.isReplayable {
      throw refused("the redirect asks for the body again, which can be sent only once")
    }
    if new.origin != old.origin {
      request.fields.fields.removeAll { !RedirectPolicy.harmless.contains($0.name.lowercased()) }
    }
    return new
  }

  private func validate(_ target: RequestTarget) throws(HTTPClientError) {
    if let reason = settings.egress.refusal(ofPort: target.port) {
      throw HTTPClientError(.egressDenied, "connections are not allowed: \(reason)", origin: target.origin)
    }
    // Behind a proxy this is the only place where the address is known.
    if let address = target.address, settings.unixSocket == nil,
      let reason = settings.egress.refusal(of: address, port: target.port, host: target.host)
    {
      throw HTTPClientError(
        .egressDenied,
        "connections to \(address): \(reason) are not allowed; allow it in the egress configuration if it is meant",
        origin: target.origin)
    }
    try request.validate(origin: target.origin)
  }
}
