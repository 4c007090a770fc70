/// An axis from a round number to a round number.
struct ChartScale {
  let low: Double
  let high: Double
  let step: Double

  /// Round numbers around all values; about `count` of them.
  init(_ values: [Double], startsAtZero: Bool, count: Int = 5) {
    let least = values.min() ?? 0
    let most = values.max() ?? 1
    var bottom = startsAtZero ? min(least, 0) : least
    var top = startsAtZero ? max(most, 0) : most
    if top - bottom < 1e-12 {
      top += max(abs(top) * 0.1, 1)
      bottom -= startsAtZero ? 0 : max(abs(bottom) * 0.1, 1)
    }
    var unit = 1.0
    let rough = (top - bottom) / Double(max(count, 1))
    while unit * 10 <= rough, unit < 1e300 { unit *= 10 }
    while unit > rough, unit > 1e-300 { unit /= 10 }
    step = [1, 2, 2.5, 5, 10].map { $0 * unit }.first { $0 >= rough } ?? 10 * unit
    low = (bottom / step).rounded(.down) * step
    high = (top / step).rounded(.up) * step
  }

  /// 0 at the low end, 1 at the high end.
  func place(_ value: Double) -> Double { (value - low) / (high - low) }

  var ticks: [Double] {
    let count = Int(((high - low) / step).rounded())
    return (0...max(min(count, 50), 1)).map { low + Double($0) * step }
  }

  /// The number of a tick without the noise of its making.
  func text(_ value: Double) -> String {
    let digits = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    let scaled = (value * power).rounded()
    guard abs(scaled) < 1e15 else { return "\(value)" }
    let whole = Int64(scaled)
    if digits == 0 { return Self.grouped(whole) }
    let sign = whole < 0 ? "-" : ""
    let text = String(whole.magnitude)
    let padded = String(repeating: "0", count: max(digits + 1 - text.count, 0)) + text
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  private static func grouped(_ value: Int64) -> String {
    let digits = String(value.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits.count > 4 { result += "\u{2009}" }
      result.append(digit)
    }
    return (value < 0 ? "-" : "") + result
  }
}
