internal import Tables

/// A workbook's shared texts, one behind the other.
struct TextPool {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  var count: Int { ends.count - 1 }

  func range(_ index: Int) -> Range<Int>? {
    guard index >= 0, index < count else { return nil }
    return ends[index]..<ends[index + 1]
  }

  /// Reads `sharedStrings.xml`.
  init(_ source: (any ByteSource)?) throws {
    guard let source else { return }
    let scanner = MarkupScanner(source)
    while let tag = try scanner.next() {
      guard scanner.isNamed("si") else { continue }
      if tag == .open { try Self.rich(scanner, until: "si", into: &bytes) }
      if tag != .close || scanner.isNamed("si") { ends.append(bytes.count) }
    }
  }

  /// The text of a rich string: its runs' texts, without readings.
  static func rich(_ scanner: MarkupScanner, until end: StaticString, into target: inout [UInt8]) throws {
    var inReading = false
    let first = target.count
    while let tag = try scanner.next() {
      if scanner.isNamed("rPh") { inReading = tag == .open }
      if tag == .open, scanner.isNamed("t"), !inReading {
        MarkupScanner.unescape(try scanner.textAhead(), into: &target)
      }
      if tag == .close, scanner.isNamed(end) { break }
    }
    restoreEscapes(&target, from: first)
  }

  /// `_x000D_` is how spreadsheets write a control character.
  static func restoreEscapes(_ bytes: inout [UInt8], from first: Int) {
    guard bytes.count - first >= 7, bytes[first...].contains(UInt8(ascii: "_")) else { return }
    var read = first
    var written = first
    while read < bytes.count {
      if bytes[read] == UInt8(ascii: "_"), read + 6 < bytes.count, bytes[read + 1] == UInt8(ascii: "x"),
        bytes[read + 6] == UInt8(ascii: "_"),
        let value = UInt32(String(decoding: bytes[(read + 2)..<(read + 6)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar)
      {
        for byte in encoded {
          bytes[written] = byte
          written += 1
        }
        read += 7
      } else {
        bytes[written] = bytes[read]
        written += 1
        read += 1
      }
    }
    bytes.removeLast(bytes.count - written)
  }
}
