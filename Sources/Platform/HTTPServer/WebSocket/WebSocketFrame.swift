/// Frames as a server writes them: whole messages, never masked.
enum WebSocketFrame {
  static func encode(opcode: UInt8, _ payload: [UInt8], isCompressed: Bool = false) -> [UInt8] {
    var frame: [UInt8] = []
    frame.reserveCapacity(payload.count + 10)
    frame.append(0x80 | (isCompressed ? 0x40 : 0) | opcode)
    switch payload.count {
    case ...125: frame.append(UInt8(payload.count))
    case ...65_535:
      frame.append(126)
      frame.append(UInt8(payload.count >> 8))
      frame.append(UInt8(payload.count & 255))
    default:
      frame.append(127)
      for shift in stride(from: 56, through: 0, by: -8) {
        frame.append(UInt8(truncatingIfNeeded: payload.count >> shift))
      }
    }
    frame += payload
    return frame
  }

  static func close(_ closure: WebSocketClosure) -> [UInt8] {
    guard WebSocketClosure.isSendable(closure.code) else { return encode(opcode: 8, []) }
    var reason = closure.reason
    while reason.utf8.count > 123 { reason.removeLast() }
    return encode(opcode: 8, [UInt8(closure.code >> 8), UInt8(closure.code & 255)] + reason.utf8)
  }
}
