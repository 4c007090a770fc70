internal import Values

/// Reads values from texts.
enum Conversion {
  static func bytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    var text = text
    return text.withUTF8 { bytes in
      // White space around a value is nobody's intention.
      var first = 0
      var end = bytes.count
      while first < end, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      while end > first, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
      return body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[first..<end]))
    }
  }

  static func timestamp(_ text: String) -> ExpressionValue? {
    bytes(text) { raw in
      if let found = ValueParser.timestamp(raw) { return .timestamp(found.microseconds, isMoment: found.hasZone) }
      return ValueParser.date(raw).map { .timestamp($0 * CalendarDate.microsecondsPerDay, isMoment: false) }
    }
  }

  /// The text as a value of the type that it is compared with; nil where it is none.
  static func value(_ text: String, as type: ExpressionType) -> ExpressionValue? {
    switch type {
    case .date:
      if let day = bytes(text, { ValueParser.date($0) }) { return .date(day) }
      guard case .timestamp(let value, false)? = timestamp(text) else { return nil }
      return .timestamp(value, isMoment: false)
    case .timestamp(let zone):
      guard case .timestamp(let value, let isMoment)? = timestamp(text) else { return nil }
      // A clock without a zone beside a moment is meant in UTC, in which moments are kept.
      return isMoment && zone == nil ? nil : .timestamp(value, isMoment: zone != nil)
    case .time: return bytes(text) { ValueParser.time($0) }.map { .time($0) }
    case .duration: return bytes(text) { ValueParser.duration($0) }.map { .duration($0) }
    default: return nil
    }
  }
}
