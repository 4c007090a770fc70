internal import ByteIO

/// Numbers as the trace headers write them.
enum Hexadecimal {
  /// Exactly 16 digits.
  static func text(_ value: UInt64) -> String {
    var buffer = ByteBuffer(reserving: 16)
    buffer.append(hexadecimal: value, paddedTo: 16)
    return buffer.text
  }

  /// Nil where there is anything but lower case digits.
  static func value(_ digits: some Collection<UInt8>) -> UInt64? {
    guard !digits.isEmpty, digits.count <= 16 else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: value = value << 4 | UInt64(byte - 0x57)
      default: return nil
      }
    }
    return value
  }
}

extension ByteBuffer {
  mutating func append(_ id: TraceID) {
    append(hexadecimal: id.high, paddedTo: 16)
    append(hexadecimal: id.low, paddedTo: 16)
  }

  mutating func append(_ id: SpanID) {
    append(hexadecimal: id.value, paddedTo: 16)
  }
}
