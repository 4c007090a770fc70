/// The names of links and footnotes, made comparable.
enum MarkdownLabel {
  /// Without case, with one space for any run of white space, trimmed.
  static func normalized(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isPlain = true
    var owesSpace = false
    for byte in bytes {
      if MarkdownBlocks.isSpace(byte) {
        owesSpace = !result.isEmpty
        continue
      }
      if owesSpace {
        result.append(0x20)
        owesSpace = false
      }
      if byte >= 0x80 { isPlain = false }
      result.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    guard !isPlain else { return result }
    // Lower, then upper case folds what belongs together: "ẞ" and "SS".
    return Array(String(decoding: result, as: UTF8.self).lowercased().uppercased().lowercased().utf8)
  }
}
