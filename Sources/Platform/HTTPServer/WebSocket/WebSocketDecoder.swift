/// Reads the frames of a client, byte for byte strict; fed in any pieces it gives the same events.
public struct WebSocketDecoder {
  private let maximumMessage: Int
  private let inflater: MessageInflater?
  private var pending: [UInt8] = []
  private var position = 0
  private var message: [UInt8] = []
  /// The opcode of the message that is being put together.
  private var kind: UInt8?
  private var isCompressed = false
  private var isOver = false

  public init(maximumMessageBytes: Int, compresses: Bool = false) {
    maximumMessage = maximumMessageBytes
    inflater = compresses ? MessageInflater() : nil
  }

  public mutating func feed(_ bytes: [UInt8]) {
    if position == pending.count {
      pending = bytes
      position = 0
    } else {
      if position > 65_536 {
        pending.removeFirst(position)
        position = 0
      }
      pending += bytes
    }
  }

  /// The next event, `nil` when more bytes are needed. A thrown closure is what the peer must be told.
  public mutating func next() throws(WebSocketClosure) -> WebSocketEvent? {
    while !isOver, let header = try header() {
      guard pending.count - position - header.size >= header.length else { return nil }
      let start = position + header.size
      position = start + header.length
      let payload = unmasked(start, header)
      if header.opcode >= 8 { return try control(header.opcode, payload) }
      if let event = try data(header, payload) { return event }
    }
    return nil
  }

  private struct Header {
    var isFinal: Bool
    var isCompressed: Bool
    var opcode: UInt8
    var length: Int
    var size: Int
  }

  private func header() throws(WebSocketClosure) -> Header? {
    let available = pending.count - position
    guard available >= 1 else { return nil }
    let first = pending[position]
    let opcode = first & 0x0F
    let isFinal = first & 0x80 != 0
    let compressed = first & 0x40 != 0
    guard first & 0x30 == 0 else { throw .protocolError("reserved bits are set") }
    guard [0, 1, 2, 8, 9, 10].contains(opcode) else { throw .protocolError("unknown opcode") }
    guard !compressed || (inflater != nil && (opcode == 1 || opcode == 2)) else {
      throw .protocolError("reserved bits are set")
    }
    guard opcode < 8 || isFinal else { throw .protocolError("fragmented control frame") }
    guard opcode != 0 || kind != nil else { throw .protocolError("nothing to continue") }
    guard opcode == 0 || opcode >= 8 || kind == nil else { throw .protocolError("message inside a message") }
    guard available >= 2 else { return nil }
    let second = pending[position + 1]
    guard second & 0x80 != 0 else { throw .protocolError("frame is not masked") }
    var length = Int(second & 0x7F)
    guard opcode < 8 || length <= 125 else { throw .protocolError("control frame is too long") }
    var size = 6
    if length == 126 {
      guard available >= 4 else { return nil }
      length = Int(pending[position + 2]) << 8 | Int(pending[position + 3])
      size = 8
      guard length > 125 else { throw .protocolError("length is not minimal") }
    } else if length == 127 {
      guard available >= 10 else { return nil }
      guard pending[position + 2] & 0x80 == 0 else { throw .protocolError("length is too long") }
      length = (0..<8).reduce(0) { $0 << 8 | Int(pending[position + 2 + $1]) }
      size = 14
      guard length > 65_535 else { throw .protocolError("length is not minimal") }
    }
    guard length <= maximumMessage - (opcode < 8 ? message.count : 0) else { throw .tooBig }
    guard available >= size else { return nil }
    return Header(isFinal: isFinal, isCompressed: compressed, opcode: opcode, length: length, size: size)
  }

  private func unmasked(_ start: Int, _ header: Header) -> [UInt8] {
    pending.withUnsafeBufferPointer { bytes in
      [UInt8](unsafeUninitializedCapacity: header.length) { buffer, count in
        for index in 0..<header.length { buffer[index] = bytes[start + index] ^ bytes[start - 4 + index & 3] }
        count = header.length
      }
    }
  }

  private mutating func data(_ header: Header, _ payload: [UInt8]) throws(WebSocketClosure) -> WebSocketEvent? {
    if header.opcode != 0 {
      kind = header.opcode
      isCompressed = header.isCompressed
      message = payload
    } else {
      message += payload
    }
    guard header.isFinal else { return nil }
    var whole = message
    let isText = kind == 1
    message = []
    kind = nil
    if isCompressed, let inflater {
      guard let plain = try inflater.inflate(whole, limit: maximumMessage) else {
        throw WebSocketClosure(code: 1_007, reason: "compressed data is broken")
      }
      whole = plain
    }
    guard isText else { return .message(.binary(whole)) }
    guard let text = String(validating: whole, as: UTF8.self) else { throw .notUTF8 }
    return .message(.text(text))
  }

  private mutating func control(_ opcode: UInt8, _ payload: [UInt8]) throws(WebSocketClosure) -> WebSocketEvent {
    switch opcode {
    case 9: return .ping(payload)
    case 10: return .pong(payload)
    default: break
    }
    isOver = true
    guard !payload.isEmpty else { return .close(.none) }
    guard payload.count >= 2 else { throw .protocolError("close code is cut short") }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard WebSocketClosure.isSendable(code) else { throw .protocolError("close code is not valid") }
    guard let reason = String(validating: payload[2...], as: UTF8.self) else { throw .notUTF8 }
    return .close(WebSocketClosure(code: code, reason: reason))
  }
}
