internal import ByteIO

/// An INDEX of the Compact Font Format: numbered pieces of bytes.
struct CompactIndex: Sendable {
  let table: FontBytes
  let start: Int
  let count: Int
  private let width: Int

  init(_ table: FontBytes, at start: Int) {
    self.table = table
    self.start = start
    let announced = table.u16(start)
    let offsets = table.u8(start + 2)
    let usable = announced > 0 && (1...4).contains(offsets) && start + 3 + (announced + 1) * offsets <= table.count
    count = usable ? announced : 0
    width = usable ? offsets : 1
  }

  private func offset(_ place: Int) -> Int {
    let at = start + 3 + place * width
    switch width {
    case 1: return table.u8(at)
    case 2: return table.u16(at)
    case 3: return table.u16(at) << 8 | table.u8(at + 2)
    default: return table.u32(at)
    }
  }

  subscript(place: Int) -> FontBytes {
    guard place >= 0, place < count else { return table.part(0, 0) }
    let base = start + 2 + (count + 1) * width
    return table.part(base + offset(place), offset(place + 1) - offset(place))
  }

  /// Where what follows the index begins.
  var end: Int {
    count == 0 ? start + 2 : start + 2 + (count + 1) * width + offset(count)
  }

  /// The bytes of an index of these pieces.
  static func bytes(_ pieces: [FontBytes]) -> [UInt8] {
    guard !pieces.isEmpty else { return [0, 0] }
    let total = pieces.reduce(1) { $0 + $1.count }
    let width = total < 0x100 ? 1 : total < 0x1_0000 ? 2 : total < 0x100_0000 ? 3 : 4
    var result = ByteBuffer(reserving: total + 4 + width * pieces.count)
    result.append(bigEndian: UInt16(truncatingIfNeeded: pieces.count))
    result.append(UInt8(width))
    var offset = 1
    func append(_ value: Int, to result: inout ByteBuffer) {
      for byte in stride(from: 8 * (width - 1), through: 0, by: -8) {
        result.append(UInt8(truncatingIfNeeded: value >> byte))
      }
    }
    append(offset, to: &result)
    for piece in pieces {
      offset += piece.count
      append(offset, to: &result)
    }
    for piece in pieces { result.append(piece.bytes) }
    return result.bytes
  }

  static func bytes(_ pieces: [[UInt8]]) -> [UInt8] {
    guard !pieces.isEmpty else { return [0, 0] }
    let all = pieces.flatMap { $0 }
    return all.withUnsafeBytes { raw in
      var place = 0
      return bytes(
        pieces.map { piece in
          defer { place += piece.count }
          return FontBytes(UnsafeRawBufferPointer(rebasing: raw[place..<place + piece.count]))
        })
    }
  }
}
