/// Sine and cosine by their series: the same on every machine.
enum Turn {
  static func of(_ degrees: Double) -> (sine: Double, cosine: Double) {
    var rest = degrees.truncatingRemainder(dividingBy: 360)
    if rest > 180 { rest -= 360 } else if rest < -180 { rest += 360 }
    let x = rest * Double.pi / 180
    var sine = 0.0
    var cosine = 0.0
    var term = 1.0
    for index in 0..<36 {
      if index % 2 == 0 { cosine += index % 4 == 0 ? term : -term } else { sine += index % 4 == 1 ? term : -term }
      term *= x / Double(index + 1)
    }
    return (sine, cosine)
  }
}
