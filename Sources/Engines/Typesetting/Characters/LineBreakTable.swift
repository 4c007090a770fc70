/// Line breaking classes in two stages: for every 256 code points the place of their classes.
///
/// Safe to share: made once, never changed, never freed.
struct LineBreakTable: @unchecked Sendable {
  private let places: UnsafeMutablePointer<UInt16>
  private let classes: UnsafeMutablePointer<UInt8>

  init(_ runs: StaticString) {
    var pages: [UInt8] = []
    var known: [[UInt8]: UInt16] = [:]
    places = .allocate(capacity: 0x1100)
    places.initialize(repeating: 0, count: 0x1100)
    var page = [UInt8](repeating: 0, count: 256)
    var code = 0
    let places = places
    func close() {
      let number = (code >> 8) - 1
      if let place = known[page] {
        places[number] = place
      } else {
        let place = UInt16(pages.count / 256)
        known[page] = place
        places[number] = place
        pages += page
      }
    }
    runs.withUTF8Buffer { text in
      var length = 0
      for byte in text {
        if byte >= 0x30, byte <= 0x39 {
          length = length << 4 | Int(byte - 0x30)
        } else if byte >= 0x61, byte <= 0x66 {
          length = length << 4 | Int(byte - 0x57)
        } else {
          let value = byte < 0x61 ? byte - 0x41 : byte - 0x67 + 26
          while length > 0, code < 0x110000 {
            let part = min(length, 256 - (code & 255))
            for place in 0..<part { page[(code & 255) + place] = value }
            code += part
            length -= part
            if code & 255 == 0 { close() }
          }
          length = 0
        }
      }
    }
    classes = .allocate(capacity: pages.count)
    classes.initialize(from: pages, count: pages.count)
  }

  /// The class of a code point.
  @inline(__always)
  func of(_ scalar: UInt32) -> UInt8 {
    classes[Int(places[Int(scalar >> 8) % 0x1100]) << 8 | Int(scalar & 0xFF)]
  }
}
