internal import ByteIO

/// Numbers on charts.
enum ChartNumber {
  static func text(_ value: Double, decimals: Int) -> String {
    guard abs(value) < 1e12 else { return "\(value)" }
    var buffer = ByteBuffer(reserving: 32)
    buffer.append(fixed: value, decimals: decimals)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
