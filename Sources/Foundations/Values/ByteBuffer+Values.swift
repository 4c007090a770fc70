public import ByteIO

extension ByteBuffer {
  /// `2026-11-21`; years outside of 0 to 9999 get a sign, as ISO 8601 wants.
  public mutating func append(date days: Int) {
    let (year, month, day) = CalendarDate.civil(days: days)
    if year < 0 {
      append(UInt8(ascii: "-"))
      append(decimal: UInt64(year.magnitude), paddedTo: 4)
    } else {
      if year > 9999 { append(UInt8(ascii: "+")) }
      append(decimal: UInt64(year), paddedTo: 4)
    }
    append(UInt8(ascii: "-"))
    append(pair: month)
    append(UInt8(ascii: "-"))
    append(pair: day)
  }

  private mutating func append(pair value: Int) {
    append(UInt8(truncatingIfNeeded: 0x30 &+ value / 10))
    append(UInt8(truncatingIfNeeded: 0x30 &+ value % 10))
  }

  /// `12:31:11`, with as much of the fraction as there is.
  public mutating func append(time microseconds: Int64) {
    let seconds = Int(microseconds / 1_000_000)
    append(pair: seconds / 3600)
    append(UInt8(ascii: ":"))
    append(pair: seconds % 3600 / 60)
    append(UInt8(ascii: ":"))
    append(pair: seconds % 60)
    append(fraction: microseconds % 1_000_000)
  }

  private mutating func append(fraction microseconds: Int64) {
    guard microseconds != 0 else { return }
    append(UInt8(ascii: "."))
    append(decimal: UInt64(microseconds), paddedTo: 6)
    while self[count - 1] == 0x30 { removeLast() }
  }

  /// `2026-11-21T12:31:11`, with `Z` where it is a moment.
  public mutating func append(timestamp microseconds: Int64, isMoment: Bool, separator: UInt8 = UInt8(ascii: "T")) {
    let (days, rest) = CalendarDate.split(microseconds: microseconds)
    append(date: days)
    append(separator)
    append(time: rest)
    if isMoment { append(UInt8(ascii: "Z")) }
  }

  /// ISO 8601: `PT1H30M`, `-PT0.5S`, `P2DT1S`.
  public mutating func append(duration microseconds: Int64) {
    if microseconds == 0 { return append("PT0S") }
    if microseconds < 0 { append(UInt8(ascii: "-")) }
    let magnitude = microseconds.magnitude
    let seconds = magnitude / 1_000_000
    let fraction = Int64(magnitude % 1_000_000)
    append(UInt8(ascii: "P"))
    append(part: seconds / 86_400, UInt8(ascii: "D"))
    if seconds % 86_400 == 0, fraction == 0 { return }
    append(UInt8(ascii: "T"))
    append(part: seconds % 86_400 / 3_600, UInt8(ascii: "H"))
    append(part: seconds % 3_600 / 60, UInt8(ascii: "M"))
    if seconds % 60 != 0 || fraction != 0 {
      append(decimal: seconds % 60)
      append(fraction: fraction)
      append(UInt8(ascii: "S"))
    }
  }

  private mutating func append(part value: UInt64, _ unit: UInt8) {
    guard value > 0 else { return }
    append(decimal: value)
    append(unit)
  }

  /// A decimal by its unscaled value, with all `scale` digits after the point.
  public mutating func append(unscaled value: Int128, scale: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    guard scale > 0 else { return append(wideDigits: magnitude, paddedTo: 1) }
    var unit: UInt128 = 1
    for _ in 0..<scale { unit *= 10 }
    append(wideDigits: magnitude / unit, paddedTo: 1)
    append(UInt8(ascii: "."))
    append(wideDigits: magnitude % unit, paddedTo: scale)
  }

  private mutating func append(wideDigits value: UInt128, paddedTo width: Int) {
    let unit: UInt128 = 1_000_000_000_000_000_000
    if value < unit { return append(decimal: UInt64(truncatingIfNeeded: value), paddedTo: width) }
    append(wideDigits: value / unit, paddedTo: width - 18)
    append(decimal: UInt64(truncatingIfNeeded: value % unit), paddedTo: 18)
  }

  /// The shortest text that reads back as the same value, the sign of zero included.
  @inlinable
  public mutating func append(double value: Double) {
    if value == 0, value.sign == .minus { append("-0") } else { append(number: value) }
  }
}
