internal import Glibc

/// Round numbers along an axis.
struct ChartScale {
  let least: Double
  let most: Double
  let step: Double

  /// About `count` steps that are 1, 2 or 5 times a power of ten, from zero where the values are near it.
  init(_ values: [Double], count: Int = 5, startsAtZero: Bool) {
    var low = values.min() ?? 0
    var high = values.max() ?? 1
    if startsAtZero {
      low = min(low, 0)
      high = max(high, 0)
    }
    if high - low <= 0 || !(high - low).isFinite {
      high = low + (low == 0 ? 1 : abs(low))
      if !high.isFinite { (low, high) = (0, 1) }
    }
    let raw = (high - low) / Double(count)
    let power = pow(10, floor(log10(raw)))
    let fraction = raw / power
    let step = (fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10) * power
    self.step = step
    least = floor(low / step + 1e-9) * step
    most = ceil(high / step - 1e-9) * step
  }

  var ticks: [Double] {
    let count = Int(((most - least) / step).rounded())
    return (0...max(min(count, 50), 1)).map { index in
      // Whole multiples of the step carry no dust of adding up.
      let value = ((least / step).rounded() + Double(index)) * step
      return abs(value) < step * 1e-9 ? 0 : value
    }
  }

  func share(_ value: Double) -> Double { (value - least) / (most - least) }

  /// The number as a label: no more decimals than the step has.
  func label(_ value: Double) -> String {
    var decimals = 0
    var unit = step
    while decimals < 6, abs(unit - unit.rounded()) > 1e-9 {
      unit *= 10
      decimals += 1
    }
    return ChartNumber.text(value, decimals: decimals)
  }
}
