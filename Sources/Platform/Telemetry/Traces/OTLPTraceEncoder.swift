internal import JSON

/// Writes spans as an OTLP `ExportTraceServiceRequest` in JSON: identifiers in hexadecimal, 64-bit numbers as strings.
struct OTLPTraceEncoder: Sendable {
  let resource: SpanAttributes
  let scope: String
  let version: String

  func encode(_ spans: [FinishedSpan]) -> [UInt8] {
    var json = JSONWriter(reserving: 512 * spans.count + 512)
    json.beginObject()
    json.key("resourceSpans")
    json.beginArray()
    json.beginObject()
    json.key("resource")
    json.beginObject()
    write(resource, to: &json)
    json.endObject()
    json.key("scopeSpans")
    json.beginArray()
    json.beginObject()
    json.key("scope")
    json.beginObject()
    json.member("name", scope)
    json.member("version", version)
    json.endObject()
    json.key("spans")
    json.beginArray()
    for span in spans { write(span, to: &json) }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    return json.finish()
  }

  private func write(_ span: FinishedSpan, to json: inout JSONWriter) {
    json.beginObject()
    json.member("traceId", span.context.traceID.description)
    json.member("spanId", span.context.spanID.description)
    if let state = span.context.tracestate { json.member("traceState", state) }
    if let parent = span.parent { json.member("parentSpanId", parent.description) }
    // W3C's flags in the low byte; then whether it is known that the parent is remote, and whether it is.
    json.member("flags", (span.context.isSampled ? 1 : 0) | 0x100 | (span.hasRemoteParent ? 0x200 : 0))
    json.member("name", span.name)
    json.member("kind", span.kind.rawValue)
    json.member("startTimeUnixNano", String(span.start))
    json.member("endTimeUnixNano", String(span.end))
    write(span.attributes, to: &json)
    if !span.events.isEmpty {
      json.key("events")
      json.beginArray()
      for event in span.events {
        json.beginObject()
        json.member("timeUnixNano", String(event.time))
        json.member("name", event.name)
        write(event.attributes, to: &json)
        json.endObject()
      }
      json.endArray()
    }
    if span.droppedEvents > 0 { json.member("droppedEventsCount", span.droppedEvents) }
    json.key("status")
    json.beginObject()
    switch span.status {
    case .unset: break
    case .ok: json.member("code", 1)
    case .error(let message):
      json.member("message", message)
      json.member("code", 2)
    }
    json.endObject()
    json.endObject()
  }

  private func write(_ attributes: SpanAttributes, to json: inout JSONWriter) {
    if !attributes.pairs.isEmpty {
      json.key("attributes")
      json.beginArray()
      for pair in attributes.pairs {
        json.beginObject()
        json.member("key", pair.name)
        json.key("value")
        write(pair.value, to: &json)
        json.endObject()
      }
      json.endArray()
    }
    if attributes.droppedCount > 0 { json.member("droppedAttributesCount", attributes.droppedCount) }
  }

  private func write(_ value: SpanValue, to json: inout JSONWriter) {
    json.beginObject()
    switch value {
    case .string(let text): json.member("stringValue", text)
    case .integer(let number): json.member("intValue", String(number))
    case .number(let number):
      json.key("doubleValue")
      if number.isFinite {
        json.number(number)
      } else {
        json.string(number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity")
      }
    case .bool(let flag): json.member("boolValue", flag)
    case .strings(let texts):
      json.key("arrayValue")
      json.beginObject()
      json.key("values")
      json.beginArray()
      for text in texts { write(.string(text), to: &json) }
      json.endArray()
      json.endObject()
    }
    json.endObject()
  }
}
