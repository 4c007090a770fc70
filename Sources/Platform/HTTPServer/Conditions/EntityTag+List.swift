extension EntityTag {
  /// Reads a comma-separated list; what is no tag is skipped. Commas may stand inside the quotes.
  static func list(_ text: String) -> [EntityTag] {
    var tags: [EntityTag] = []
    var rest = text.utf8[...]
    while let byte = rest.first {
      var isWeak = false
      if byte == 0x57, rest.starts(with: "W/\"".utf8) {
        isWeak = true
        rest = rest.dropFirst(2)
      }
      guard rest.first == 0x22 else {
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: 0x22) else { break }
      tags.append(EntityTag(String(decoding: rest[..<end], as: UTF8.self), isWeak: isWeak))
      rest = rest[rest.index(after: end)...]
    }
    return tags
  }
}
