internal import Tables

/// Passes a source on as UTF-8, without its byte order mark.
final class TranscodingSource: ByteSource {
  private let source: any ByteSource
  private var raw: [UInt8]
  private var ready: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var pendingSurrogate: UInt32 = 0
  private var offset = 0
  let encoding: TextEncoding

  /// - Parameter encoding: nil detects it.
  init(_ source: any ByteSource, encoding: TextEncoding?) throws {
    self.source = source
    raw = []
    var sample = [UInt8](repeating: 0, count: 65_536)
    var filled = 0
    while filled < sample.count {
      let amount = try sample.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if amount == 0 {
        isAtEnd = true
        break
      }
      filled += amount
    }
    sample.removeLast(sample.count - filled)
    let isWhole = isAtEnd
    let detected = sample.withUnsafeBytes { TextEncoding.detect($0, isWhole: isWhole) }
    self.encoding = encoding ?? detected.encoding
    let hasMark = encoding == nil || encoding == detected.encoding
    raw = hasMark ? Array(sample[detected.mark...]) : sample
    offset = hasMark ? detected.mark : 0
    try convert()
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    while position == ready.count {
      if encoding == .utf8 {
        // Nothing to convert: straight into the reader's memory.
        return isAtEnd ? 0 : try source.read(into: target)
      }
      guard try refill() else { return 0 }
    }
    let amount = min(target.count, ready.count - position)
    target.copyBytes(from: ready[position..<(position + amount)])
    position += amount
    return amount
  }

  private func refill() throws -> Bool {
    if isAtEnd {
      if raw.isEmpty, pendingSurrogate == 0 { return false }
      throw TableError(.encoding, "the text ends inside of a UTF-16 character", at: .init(offset: offset))
    }
    let kept = raw.count
    raw.append(contentsOf: repeatElement(0, count: 65_536))
    let amount = try raw.withUnsafeMutableBytes {
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[kept...]))
    }
    raw.removeLast(65_536 - amount)
    if amount == 0 { isAtEnd = true }
    try convert()
    return true
  }

  private func convert() throws {
    position = 0
    if encoding == .utf8 {
      ready = raw
      raw = []
      return
    }
    ready.removeAll(keepingCapacity: true)
    switch encoding {
    case .utf8: break
    case .latin1, .windows1252:
      for byte in raw {
        if byte < 0x80 {
          ready.append(byte)
        } else {
          append(
            byte < 0xA0 && encoding == .windows1252 ? TextEncoding.windowsSpecials[Int(byte) - 0x80] : UInt32(byte))
        }
      }
      offset += raw.count
      raw.removeAll(keepingCapacity: true)
    case .utf16LittleEndian, .utf16BigEndian:
      let low = encoding == .utf16LittleEndian ? 0 : 1
      for index in stride(from: 0, to: raw.count - 1, by: 2) {
        let unit = UInt32(raw[index + low]) | UInt32(raw[index + 1 - low]) << 8
        try append(unit: unit)
        offset += 2
      }
      raw.removeFirst(raw.count & ~1)
    }
  }

  private func append(unit: UInt32) throws {
    if unit & 0xFC00 == 0xDC00, pendingSurrogate != 0 {
      append(0x10000 + (pendingSurrogate - 0xD800) << 10 + (unit - 0xDC00))
      pendingSurrogate = 0
    } else if unit & 0xF800 == 0xD800 || pendingSurrogate != 0 {
      guard unit & 0xFC00 == 0xD800, pendingSurrogate == 0 else {
        throw TableError(.encoding, "half of a UTF-16 surrogate pair is missing", at: .init(offset: offset))
      }
      pendingSurrogate = unit
    } else {
      append(unit)
    }
  }

  private func append(_ scalar: UInt32) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    ready.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
