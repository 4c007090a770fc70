/// Which addresses a document may lead to.
enum HTMLAddresses {
  /// Not those that run something.
  static func isSafe(_ address: String) -> Bool {
    var scheme: [UInt8] = []
    for byte in address.utf8 {
      // Browsers look through control characters and white space.
      if byte <= 0x20 { continue }
      if byte == UInt8(ascii: ":") {
        let name = String(decoding: scheme, as: UTF8.self)
        return !["javascript", "vbscript", "data", "file", "blob"].contains(name)
      }
      guard scheme.count < 16, byte >= 0x80 || MarkdownBlocks.isLetter(byte) || "+.-0123456789".utf8.contains(byte)
      else { return true }
      scheme.append(byte | 0x20)
    }
    return true
  }
}
