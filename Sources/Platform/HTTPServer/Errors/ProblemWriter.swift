internal import JSON

/// JSON text of small documents.
enum ProblemWriter {
  static func text(_ value: JSONValue) -> [UInt8] {
    var out: [UInt8] = []
    write(value, &out)
    return out
  }

  private static func write(_ value: JSONValue, _ out: inout [UInt8]) {
    switch value {
    case .null: out += "null".utf8
    case .bool(let bool): out += (bool ? "true" : "false").utf8
    case .integer(let number): out += String(number).utf8
    case .number(let number): out += number.isFinite ? "\(number)".utf8 : "null".utf8
    case .string(let text): write(text, &out)
    case .array(let items):
      out.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(0x2C) }
        write(item, &out)
      }
      out.append(0x5D)
    case .object(let members):
      out.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(0x2C) }
        write(member.key, &out)
        out.append(0x3A)
        write(member.value, &out)
      }
      out.append(0x7D)
    }
  }

  private static func write(_ text: String, _ out: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    out.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: out += [0x5C, byte]
      case 0..<0x20: out += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}
