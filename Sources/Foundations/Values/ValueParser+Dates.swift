extension ValueParser {
  /// Two digits at `index`.
  @inline(__always)
  static func pair(_ text: Bytes, _ index: Int) -> Int? {
    guard index + 1 < text.count, let tens = digit(text[index]), let units = digit(text[index + 1]) else { return nil }
    return tens &* 10 &+ units
  }

  /// `2026-11-21`, as days since 1970-01-01.
  public static func date(_ text: Bytes) -> Int64? {
    guard text.count == 10 else { return nil }
    return day(text)
  }

  private static func day(_ text: Bytes) -> Int64? {
    guard text.count >= 10, text[4] == 0x2D, text[7] == 0x2D, let century = pair(text, 0), let years = pair(text, 2),
      let month = pair(text, 5), let day = pair(text, 8)
    else { return nil }
    let year = century * 100 + years
    guard CalendarDate.isDay(year: year, month: month, day: day) else { return nil }
    return Int64(CalendarDate.days(year: year, month: month, day: day))
  }

  /// `12:31`, `12:31:11`, `12:31:11.042`, as microseconds since midnight.
  public static func time(_ text: Bytes) -> Int64? {
    guard let (value, end) = clock(text, 0), end == text.count else { return nil }
    return value
  }

  /// Microseconds, and where the clock's text ends.
  private static func clock(_ text: Bytes, _ first: Int) -> (Int64, Int)? {
    guard first + 5 <= text.count, text[first + 2] == 0x3A, let hour = pair(text, first), hour < 24,
      let minute = pair(text, first + 3), minute < 60
    else { return nil }
    var index = first + 5
    var microseconds = Int64(hour * 3600 + minute * 60) * 1_000_000
    guard index < text.count, text[index] == 0x3A else { return (microseconds, index) }
    guard let second = pair(text, index + 1), second < 60 else { return nil }
    microseconds += Int64(second) * 1_000_000
    index += 3
    guard index < text.count, text[index] == 0x2E else { return (microseconds, index) }
    index += 1
    let fraction = index
    var unit: Int64 = 100_000
    while index < text.count, let digit = digit(text[index]) {
      // More than microseconds would be lost.
      if unit == 0, digit != 0 { return nil }
      microseconds += Int64(digit) * unit
      unit /= 10
      index += 1
    }
    return index > fraction ? (microseconds, index) : nil
  }

  /// `2026-11-21T12:31:11.042Z`, `2026-11-21 12:31+01:00`: microseconds, in UTC where there is an offset.
  public static func timestamp(_ text: Bytes) -> (microseconds: Int64, hasZone: Bool)? {
    guard text.count >= 16, let day = day(text), text[10] == 0x54 || text[10] == 0x74 || text[10] == 0x20,
      let (clock, end) = clock(text, 11)
    else { return nil }
    let local = day * CalendarDate.microsecondsPerDay + clock
    if end == text.count { return (local, false) }
    if text[end] | 0x20 == 0x7A, end + 1 == text.count { return (local, true) }
    guard text[end] == 0x2B || text[end] == 0x2D, let hours = pair(text, end + 1), hours < 24 else { return nil }
    var minutes = 0
    if end + 3 < text.count {
      let place = text[end + 3] == 0x3A ? end + 4 : end + 3
      guard let found = pair(text, place), found < 60, place + 2 == text.count else { return nil }
      minutes = found
    }
    let offset = Int64(hours * 60 + minutes) * 60_000_000
    return (text[end] == 0x2D ? local + offset : local - offset, true)
  }

  /// ISO 8601 with days at most: `P1DT2H3M4.5S`, `-PT0.001S`; as microseconds.
  public static func duration(_ text: Bytes) -> Int64? {
    var index = 0
    let isNegative = text.first == 0x2D
    if isNegative { index = 1 }
    guard index + 2 < text.count, text[index] == 0x50 else { return nil }
    index += 1
    var total: Int64 = 0
    var inTime = false
    var parts = 0
    var lastUnit = 0
    while index < text.count {
      if text[index] == 0x54 {
        if inTime { return nil }
        inTime = true
        index += 1
        continue
      }
      var value: Int64 = 0
      var micro: Int64 = 0
      let first = index
      while index < text.count, let digit = digit(text[index]) {
        guard value < 1_000_000_000_000_000 else { return nil }
        value = value * 10 + Int64(digit)
        index += 1
      }
      guard index > first else { return nil }
      var hasFraction = false
      if index < text.count, text[index] == 0x2E {
        hasFraction = true
        index += 1
        var unit: Int64 = 100_000
        while index < text.count, let digit = digit(text[index]) {
          if unit == 0, digit != 0 { return nil }
          micro += Int64(digit) * unit
          unit /= 10
          index += 1
        }
      }
      guard index < text.count else { return nil }
      let unit: (order: Int, seconds: Int64)
      switch (inTime, text[index]) {
      case (false, 0x44): unit = (1, 86_400)
      case (true, 0x48): unit = (2, 3_600)
      case (true, 0x4D): unit = (3, 60)
      case (true, 0x53): unit = (4, 1)
      default: return nil
      }
      guard unit.order > lastUnit, !hasFraction || unit.order == 4 else { return nil }
      lastUnit = unit.order
      let (scaled, overflow) = value.multipliedReportingOverflow(by: unit.seconds * 1_000_000)
      let (sum, carry) = total.addingReportingOverflow(scaled)
      if overflow || carry { return nil }
      total = sum + micro
      parts += 1
      index += 1
    }
    guard parts > 0 else { return nil }
    return isNegative ? -total : total
  }
}
