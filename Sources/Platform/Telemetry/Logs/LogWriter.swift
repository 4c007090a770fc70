internal import ByteIO

/// Turns records into lines. Used by one thread.
struct LogWriter: ~Copyable {
  /// Longer messages and values are cut: a log is no store.
  static let longestText = 8_192

  private let format: LogFormat
  private var buffer = ByteBuffer(reserving: 65_536)
  private var names = LogFieldNames()
  private var second = Int.min
  private var secondText = ByteBuffer(reserving: 32)

  init(_ format: LogFormat) {
    self.format = format
  }

  var pendingCount: Int { buffer.count }

  mutating func append(_ record: LogRecord) {
    switch format {
    case .json: appendJSON(record)
    case .pretty(let colors): appendPretty(record, colors)
    }
  }

  /// Hands out what was appended and forgets it.
  mutating func drain(_ write: (UnsafeRawBufferPointer) -> Void) {
    buffer.withUnsafeBytes { write($0) }
    buffer.removeAll()
  }

  // MARK: Time

  /// `2026-11-21T12:31:11`, made anew once a second.
  private mutating func appendSecond(_ record: LogRecord, separator: UInt8) {
    if record.seconds != second {
      second = record.seconds
      secondText.removeAll()
      secondText.append(rfc3339: Timestamp(seconds: Int64(record.seconds)), .seconds)
      secondText.removeLast()
    }
    let start = buffer.count
    secondText.withUnsafeBytes { buffer.append($0) }
    buffer[start + 10] = separator
  }

  // MARK: JSON

  private mutating func appendJSON(_ record: LogRecord) {
    buffer.append("{\"time\":\"")
    appendSecond(record, separator: UInt8(ascii: "T"))
    buffer.append(".")
    buffer.append(decimal: UInt64(record.nanoseconds / 1_000), paddedTo: 6)
    buffer.append("Z\",\"level\":\"")
    buffer.append(record.level.name)
    buffer.append("\",\"subsystem\":")
    buffer.appendLogQuoted(record.subsystem)
    buffer.append(",\"message\":")
    buffer.appendLogQuoted(SecretScrubber.scrubbed(record.message.cut(to: Self.longestText)))
    if let context = record.context { appendJSON(context) }
    for field in record.fields.pairs {
      let name = names.lookup(field.name)
      buffer.append(name.json)
      appendJSON(name.isSensitive ? .secret : field.value)
    }
    buffer.append("}\n")
  }

  private mutating func appendJSON(_ context: TelemetryContext) {
    if let requestID = context.requestID {
      buffer.append(",\"request_id\":")
      buffer.appendLogQuoted(requestID.cut(to: 256))
    }
    if let tenant = context.tenant {
      buffer.append(",\"tenant\":")
      buffer.appendLogQuoted(tenant.cut(to: 256))
    }
    if let trace = context.trace {
      buffer.append(",\"trace_id\":\"")
      buffer.append(trace.traceID)
      buffer.append("\",\"span_id\":\"")
      buffer.append(trace.spanID)
      buffer.append("\"")
    }
  }

  private mutating func appendJSON(_ value: LogValue) {
    switch value {
    case .string(let text): buffer.appendLogQuoted(SecretScrubber.scrubbed(text.cut(to: Self.longestText)))
    case .integer(let number): buffer.append(decimal: number)
    case .number(let number) where number.isFinite: buffer.append(number: number)
    case .number(let number): buffer.appendLogQuoted(String(number))
    case .bool(let flag): if flag { buffer.append("true") } else { buffer.append("false") }
    case .duration(let duration): buffer.append(fixed: duration / .milliseconds(1), decimals: 3)
    case .secret: buffer.appendLogQuoted(SecretMask.text)
    }
  }

  // MARK: Pretty

  private mutating func appendPretty(_ record: LogRecord, _ colors: Bool) {
    style("\u{1B}[2m", colors)
    appendSecond(record, separator: UInt8(ascii: " "))
    buffer.append(".")
    buffer.append(decimal: UInt64(record.nanoseconds / 1_000_000), paddedTo: 3)
    style("\u{1B}[0m", colors)
    buffer.append(" ")
    switch record.level {
    case .trace: level("\u{1B}[2m", "TRACE", colors)
    case .debug: level("\u{1B}[36m", "DEBUG", colors)
    case .info: level("\u{1B}[32m", "INFO ", colors)
    case .warning: level("\u{1B}[33m", "WARN ", colors)
    case .error: level("\u{1B}[31m", "ERROR", colors)
    }
    buffer.append(" ")
    buffer.appendLogText(record.subsystem)
    buffer.append(": ")
    style("\u{1B}[1m", colors)
    buffer.appendLogText(SecretScrubber.scrubbed(record.message.cut(to: Self.longestText)))
    style("\u{1B}[0m", colors)
    for field in record.fields.pairs {
      name(field.name, colors)
      appendPretty(names.lookup(field.name).isSensitive ? .secret : field.value)
    }
    if let context = record.context { appendPretty(context, colors) }
    buffer.append("\n")
  }

  private mutating func appendPretty(_ context: TelemetryContext, _ colors: Bool) {
    if let requestID = context.requestID {
      name("request_id", colors)
      buffer.appendLogWord(requestID.cut(to: 256))
    }
    if let tenant = context.tenant {
      name("tenant", colors)
      buffer.appendLogWord(tenant.cut(to: 256))
    }
    if let trace = context.trace {
      name("trace_id", colors)
      buffer.append(trace.traceID)
    }
  }

  private mutating func appendPretty(_ value: LogValue) {
    switch value {
    case .string(let text): buffer.appendLogWord(SecretScrubber.scrubbed(text.cut(to: Self.longestText)))
    case .integer(let number): buffer.append(decimal: number)
    case .number(let number): buffer.append(String(number))
    case .bool(let flag): if flag { buffer.append("true") } else { buffer.append("false") }
    case .duration(let duration):
      buffer.append(fixed: duration / .milliseconds(1), decimals: 3)
      buffer.append("ms")
    case .secret: buffer.append(SecretMask.text)
    }
  }

  private mutating func level(_ color: StaticString, _ text: StaticString, _ colors: Bool) {
    style(color, colors)
    buffer.append(text)
    style("\u{1B}[0m", colors)
  }

  private mutating func name(_ name: String, _ colors: Bool) {
    buffer.append("  ")
    style("\u{1B}[2m", colors)
    buffer.appendLogText(name)
    buffer.append("=")
    style("\u{1B}[0m", colors)
  }

  private mutating func style(_ sequence: StaticString, _ colors: Bool) {
    if colors { buffer.append(sequence) }
  }
}

extension String {
  /// At most so many bytes, cut between characters, with a mark of what is missing.
  fileprivate func cut(to limit: Int) -> String {
    let count = utf8.count
    guard count > limit else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: limit)
    // Not within a character: its later bytes begin with the bits 10.
    while utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return "\(self[..<end])… (\(utf8.distance(from: end, to: utf8.endIndex)) bytes more)"
  }
}
