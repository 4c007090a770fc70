internal import ByteIO

/// Contours on their way into a `glyf` table, whose curves have one point between two.
struct OutlineContours {
  private struct Point: Equatable {
    var x: Int
    var y: Int
    var isOnCurve: Bool
  }

  private var contours: [[Point]] = []
  private let shift: (x: Int, y: Int)
  private var penX: Float = 0
  private var penY: Float = 0

  init(_ shift: (x: Int, y: Int)) {
    self.shift = shift
  }

  private mutating func add(_ x: Float, _ y: Float, isOnCurve: Bool) {
    guard !contours.isEmpty else { return }
    let point = Point(x: Self.rounded(x) + shift.x, y: Self.rounded(y) + shift.y, isOnCurve: isOnCurve)
    contours[contours.count - 1].append(point)
    if isOnCurve { (penX, penY) = (x, y) }
  }

  private static func rounded(_ value: Float) -> Int { Int(min(max((value + 0.5).rounded(.down), -32_768), 32_767)) }

  mutating func move(_ x: Float, _ y: Float) {
    contours.append([])
    add(x, y, isOnCurve: true)
  }

  mutating func line(_ x: Float, _ y: Float) { add(x, y, isOnCurve: true) }

  mutating func quadratic(_ x1: Float, _ y1: Float, _ x: Float, _ y: Float) {
    add(x1, y1, isOnCurve: false)
    add(x, y, isOnCurve: true)
  }

  /// As many curves with one point between as keep within a third of a unit.
  mutating func cubic(_ x1: Float, _ y1: Float, _ x2: Float, _ y2: Float, _ x: Float, _ y: Float) {
    let (x0, y0) = (penX, penY)
    let bendX = x - 3 * x2 + 3 * x1 - x0
    let bendY = y - 3 * y2 + 3 * y1 - y0
    let error = (bendX * bendX + bendY * bendY).squareRoot() * 0.0481
    var parts = 1
    while parts < 16, error > 0.33 * Float(parts * parts * parts) { parts += 1 }
    func at(_ t: Float, _ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Float {
      let s = 1 - t
      return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d
    }
    func slope(_ t: Float, _ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Float {
      let s = 1 - t
      return 3 * (s * s * (b - a) + 2 * s * t * (c - b) + t * t * (d - c))
    }
    for part in 1...parts {
      let (from, to) = (Float(part - 1) / Float(parts), Float(part) / Float(parts))
      let half = (to - from) / 2
      // The point between is the mean of what both ends' tangents say.
      func between(_ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Float {
        let first = at(from, a, b, c, d) + slope(from, a, b, c, d) * half
        let second = at(to, a, b, c, d) - slope(to, a, b, c, d) * half
        return (first + second) / 2
      }
      add(between(x0, x1, x2, x), between(y0, y1, y2, y), isOnCurve: false)
      add(at(to, x0, x1, x2, x), at(to, y0, y1, y2, y), isOnCurve: true)
    }
  }

  func bytes() -> [UInt8] {
    // A contour that comes back to its beginning is closed without saying so.
    let closed = contours.map { contour in
      contour.count > 1 && contour.first == contour.last ? Array(contour.dropLast()) : contour
    }.filter { $0.count > 1 }
    let points = closed.flatMap { $0 }
    guard !points.isEmpty, points.count < 65_535 else { return [] }
    var result = ByteBuffer(reserving: 16 + points.count * 5)
    func word(_ value: Int) { result.append(bigEndian: UInt16(truncatingIfNeeded: value)) }
    word(closed.count)
    for value in [
      points.map(\.x).min() ?? 0, points.map(\.y).min() ?? 0, points.map(\.x).max() ?? 0, points.map(\.y).max() ?? 0,
    ] { word(value) }
    var end = -1
    for contour in closed {
      end += contour.count
      word(end)
    }
    word(0)
    var across = ByteBuffer(reserving: points.count * 2)
    var up = ByteBuffer(reserving: points.count * 2)
    var last = Point(x: 0, y: 0, isOnCurve: true)
    for point in points {
      let flags =
        (point.isOnCurve ? 1 : 0) | Self.append(point.x - last.x, to: &across, short: 0x02, same: 0x10)
        | Self.append(point.y - last.y, to: &up, short: 0x04, same: 0x20)
      result.append(UInt8(flags))
      last = point
    }
    result.append(across.bytes)
    result.append(up.bytes)
    return result.bytes
  }

  /// A step in the fewest bytes, and the flags that say how it is written.
  private static func append(_ step: Int, to buffer: inout ByteBuffer, short: Int, same: Int) -> Int {
    if step == 0 { return same }
    if abs(step) < 256 {
      buffer.append(UInt8(abs(step)))
      return short | (step > 0 ? same : 0)
    }
    buffer.append(bigEndian: UInt16(truncatingIfNeeded: step))
    return 0
  }
}
