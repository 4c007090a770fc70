extension ByteBuffer {
  /// RFC 3339 in UTC: `2026-11-21T12:31:11.042Z`. What the precision drops is cut off, not rounded.
  public mutating func append(rfc3339 timestamp: Timestamp, _ precision: Timestamp.Precision = .milliseconds) {
    let time = CivilTime(timestamp)
    appendPadded(time.year, 4)
    append("-")
    appendPadded(time.month, 2)
    append("-")
    appendPadded(time.day, 2)
    append("T")
    appendClock(time)
    switch precision {
    case .seconds: break
    case .milliseconds:
      append(".")
      appendPadded(time.microsecond / 1_000, 3)
    case .microseconds:
      append(".")
      appendPadded(time.microsecond, 6)
    }
    append("Z")
  }

  /// RFC 9110's fixed form: `Sat, 21 Nov 2026 12:31:11 GMT`.
  public mutating func append(httpDate timestamp: Timestamp) {
    let time = CivilTime(timestamp)
    append(DateNames.weekdays[time.weekday].prefix(3))
    append(", ")
    appendPadded(time.day, 2)
    append(" ")
    append(DateNames.months[Int(time.month) - 1][...])
    append(" ")
    appendPadded(time.year, 4)
    append(" ")
    appendClock(time)
    append(" GMT")
  }

  private mutating func appendClock(_ time: CivilTime) {
    appendPadded(time.hour, 2)
    append(":")
    appendPadded(time.minute, 2)
    append(":")
    appendPadded(time.second, 2)
  }

  private mutating func appendPadded(_ value: Int64, _ width: Int) {
    append(decimal: UInt64(value), paddedTo: width)
  }
}

/// The English names that date headers are made of.
enum DateNames {
  static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"].map {
    Array($0.utf8)
  }
  static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map {
    Array($0.utf8)
  }
}
