/// The map from the codes of a font to text, as our own files have it.
enum TextMap {
  /// The codes that stand for some text.
  static func codes(in map: [UInt8]) -> Set<UInt16> {
    var codes: Set<UInt16> = []
    var parser = ValueParser(map)
    while parser.place < map.count {
      // Lines of the form "<code> <text>" stand between "beginbfchar" and "endbfchar".
      let start = parser.place
      while parser.place < map.count, map[parser.place] != 0x0A { parser.place += 1 }
      if start + 6 < map.count, map[start] == UInt8(ascii: "<"), map[start + 5] == UInt8(ascii: ">"),
        let code = number(map[start + 1..<start + 5]), parser.place > start + 9
      {
        codes.insert(code)
      }
      parser.place += 1
    }
    return codes
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt16? {
    var value: UInt16 = 0
    for byte in digits {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt16((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }
}
