/// The map from the codes of a font to text, as our own files have it.
enum TextMap {
  /// The codes that stand for some text.
  static func codes(in map: [UInt8]) -> [Bool] {
    var codes: [Bool] = []
    map.withUnsafeBufferPointer { map in
      var place = 0
      while place < map.count {
        // Lines of the form "<code> <text>" stand between "beginbfchar" and "endbfchar".
        let start = place
        while place < map.count, map[place] != 0x0A { place += 1 }
        if start + 6 < map.count, map[start] == UInt8(ascii: "<"), map[start + 5] == UInt8(ascii: ">"),
          let code = number(map, start + 1), place > start + 9
        {
          while codes.count <= code { codes.append(false) }
          codes[code] = true
        }
        place += 1
      }
    }
    return codes
  }

  private static func number(_ digits: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var value = 0
    for place in start..<start + 4 {
      let byte = digits[place]
      switch byte {
      case 0x30...0x39: value = value << 4 | Int(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | Int((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }
}
