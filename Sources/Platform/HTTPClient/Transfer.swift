internal import CCurl
internal import HTTPMessage

/// One sending in libcurl's hands. Lives on the transferring thread only.
final class Transfer {
  let exchange: Exchange
  let handle: UnsafeMutableRawPointer
  let settings: HTTPClientSettings
  let body: BodySource?
  /// Why a callback of ours ended it, which libcurl reports as a mere abort.
  var failure: HTTPClientError?
  /// What the egress policy said to the addresses tried.
  var refusal: String?
  /// Something came for the waiting task in this round; the loop wakes it at the round's end.
  private(set) var isAwake = false
  private let noteArrival: (Transfer) -> Void

  private var head = ResponseHead()
  private(set) var hasHead = false
  private var headerBytes = 0
  private var headerFields = 0
  private var received: Int64 = 0
  var lastActivity = MonotonicTime.now()
  private(set) var waitsForBody = false

  private(set) var fieldList: UnsafeMutablePointer<curl_slist>?
  private(set) var addressList: UnsafeMutablePointer<curl_slist>?
  /// What libcurl has to say on a failed handshake.
  let explanation: UnsafeMutablePointer<CChar>

  var plan: TransferPlan { exchange.plan }

  init(
    _ exchange: Exchange, handle: UnsafeMutableRawPointer, settings: HTTPClientSettings,
    noteArrival: @escaping (Transfer) -> Void
  ) throws(HTTPClientError) {
    self.exchange = exchange
    self.noteArrival = noteArrival
    self.handle = handle
    self.settings = settings
    body = try BodySource(exchange.plan.body)
    explanation = .allocate(capacity: Int(CURL_ERROR_SIZE))
    explanation.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_slist_free_all(fieldList)
    curl_slist_free_all(addressList)
    explanation.deallocate()
  }

  func add(field: String) {
    if let longer = curl_slist_append(fieldList, field) { fieldList = longer }
  }

  func add(address: String) {
    if let longer = curl_slist_append(addressList, address) { addressList = longer }
  }

  /// Tells the task what has come in this round.
  func wake() {
    isAwake = false
    exchange.wake()
  }

  private func arrived() {
    guard !isAwake else { return }
    isAwake = true
    noteArrival(self)
  }

  func fail(_ code: HTTPClientError.Code, _ message: String) {
    if failure == nil { failure = exchange.error(code, message) }
  }

  /// Fills libcurl's send buffer.
  func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    lastActivity = MonotonicTime.now()
    switch body?.read(into: buffer) ?? .bytes(0) {
    case .bytes(let count):
      waitsForBody = false
      return count
    case .nothingYet:
      waitsForBody = true
      return Int(cc_read_pause)
    case .failed(let reason):
      fail(.requestBody, reason)
      return Int(cc_read_abort)
    }
  }

  /// A part of the body; false ends the transfer, `nil` asks to come again later.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    lastActivity = MonotonicTime.now()
    guard received + Int64(bytes.count) <= plan.limits.bodyBytes else {
      fail(.tooLarge, "the answer is over its limit of \(plan.limits.bodyBytes) bytes")
      return false
    }
    guard exchange.receive(bytes) else { return nil }
    received += Int64(bytes.count)
    arrived()
    return true
  }

  /// One header line as it came; false ends the transfer.
  func receive(line: UnsafeRawBufferPointer) -> Bool {
    lastActivity = MonotonicTime.now()
    headerBytes += line.count
    guard headerBytes <= plan.limits.headerBytes else {
      fail(.tooLarge, "the answer's header is over its limit of \(plan.limits.headerBytes) bytes")
      return false
    }
    guard !hasHead else { return true }
    var text = line
    while let last = text.last, last == 0x0A || last == 0x0D {
      text = UnsafeRawBufferPointer(rebasing: text.dropLast())
    }
    if text.isEmpty { return endHeader() }
    if text.starts(with: "HTTP/".utf8) {
      start(text)
      return true
    }
    headerFields += 1
    guard headerFields <= plan.limits.headerFields else {
      fail(.tooLarge, "the answer has more than \(plan.limits.headerFields) header fields")
      return false
    }
    add(text)
    return true
  }

  private func start(_ line: UnsafeRawBufferPointer) {
    let words = line.split(separator: 0x20, maxSplits: 2)
    head = ResponseHead()
    head.version = words.first.map { String(decoding: $0.dropFirst(5), as: UTF8.self) } ?? ""
    head.status = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) ?? 0 : 0
  }

  private func add(_ line: UnsafeRawBufferPointer) {
    if line[0] == 0x20 || line[0] == 0x09 {
      guard !head.fields.fields.isEmpty else { return }
      head.fields.fields[head.fields.fields.count - 1].value += " " + Self.trimmed(line[...])
      return
    }
    guard let colon = line.firstIndex(of: 0x3A), colon > 0 else { return }
    head.fields.append(
      String(decoding: line[..<colon], as: UTF8.self), Self.trimmed(line[(colon + 1)...]))
  }

  private func endHeader() -> Bool {
    guard head.status != 101, head.status >= 100 else {
      fail(.protocolViolation, "the server switched to another protocol or sent no valid status")
      return false
    }
    guard head.status >= 200 else { return true }
    if let length = head.fields["Content-Length"].flatMap({ Int64($0) }), length > plan.limits.bodyBytes,
      plan.method != .head, head.status != 304
    {
      fail(.tooLarge, "the answer announces \(length) bytes, its limit is \(plan.limits.bodyBytes)")
      return false
    }
    hasHead = true
    exchange.receive(head: head)
    arrived()
    return true
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes = bytes.dropFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// When to look again, or the failure if a deadline has passed.
  func deadline(at now: UInt64) -> Result<UInt64, HTTPClientError> {
    if let end = plan.end, end <= now {
      return .failure(exchange.error(.timeout, "the request took longer than its total limit"))
    }
    let limit = hasHead ? plan.deadlines.idle : plan.deadlines.firstByte
    guard let limit = limit?.nanoseconds else { return .success(plan.end ?? UInt64.max) }
    if waitsForBody || exchange.isPaused { lastActivity = now }
    guard lastActivity + limit > now else {
      let what = hasHead ? "the answer stood still" : "no answer came"
      return .failure(exchange.error(.timeout, "\(what) for longer than \(limit / 1_000_000) ms"))
    }
    return .success(min(lastActivity + limit, plan.end ?? UInt64.max))
  }
}
