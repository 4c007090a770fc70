internal import Documents

/// Cuts text where its direction changes, because office formats keep the direction with the run.
enum DirectionalRuns {
  /// True when the bytes hold a character of a script that is written from right to left.
  static func hasRightToLeft(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let start = text.baseAddress else { return false }
    let count = text.count
    var index = 0
    while index &+ 8 <= count {
      let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { break }
      index &+= 8
    }
    while index < count {
      if isRightToLeft(text, index) { return true }
      index &+= 1
    }
    return false
  }

  /// Whether the character that begins at `index` is a letter of Hebrew, Arabic and their relatives.
  @inline(__always)
  private static func isRightToLeft(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    let lead = text[index]
    guard lead >= 0xD6 else { return false }
    let next = index &+ 1 < text.count ? text[index &+ 1] : 0
    switch lead {
    case 0xD6: return next >= 0x90
    case 0xD7...0xDF: return true
    case 0xE0: return next >= 0xA0 && next <= 0xA3
    case 0xE2:
      // The right-to-left mark.
      return next == 0x80 && index &+ 2 < text.count && text[index &+ 2] == 0x8F
    case 0xEF:
      let last = index &+ 2 < text.count ? text[index &+ 2] : 0
      return next == 0xAC && last >= 0x9D || next >= 0xAD && next <= 0xB7 || next >= 0xB9 && next <= 0xBB
    case 0xF0: return next == 0x90 && index &+ 2 < text.count && text[index &+ 2] >= 0xA0 || next == 0x9E
    default: return false
    }
  }

  /// The direction of the first letter, or nil where there is none.
  static func first(_ text: String) -> TextDirection? {
    var text = text
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      for index in raw.indices {
        if isRightToLeft(raw, index) { return .rightToLeft }
        if isLeftToRight(raw[index]) { return .leftToRight }
      }
      return nil
    }
  }

  /// A letter of another script; punctuation and marks of U+2000 to U+2BFF have no direction.
  @inline(__always)
  private static func isLeftToRight(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte >= 0xC3 && byte != 0xE2 && byte != 0xEF && byte != 0xF0
  }

  /// Calls `body` with each run and whether it is written from right to left. Spaces, digits and punctuation stay
  /// with what is around them.
  static func split(
    _ text: UnsafeRawBufferPointer, in direction: TextDirection, _ body: (UnsafeRawBufferPointer, Bool) -> Void
  ) {
    var start = 0
    var index = 0
    var current = direction == .rightToLeft
    /// Behind the last letter of the run.
    var settled = 0
    while index < text.count {
      let byte = text[index]
      let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let isRight = isRightToLeft(text, index)
      if isRight || isLeftToRight(byte) {
        if isRight != current {
          // What stands between the letters belongs to the paragraph's direction.
          let cut = (direction == .rightToLeft) == current ? index : settled
          if cut > start { body(UnsafeRawBufferPointer(rebasing: text[start..<cut]), current) }
          start = cut
          current = isRight
        }
        settled = min(index + length, text.count)
      }
      index += length
    }
    if start < text.count { body(UnsafeRawBufferPointer(rebasing: text[start...]), current) }
  }
}

extension [Inline] {
  /// The direction of the first letter of running text.
  var firstDirection: TextDirection? {
    for inline in self {
      switch inline {
      case .text(let text): if let found = DirectionalRuns.first(text) { return found }
      case .span(let span):
        if let named = span.attributes.direction { return named }
        if let found = span.inlines.firstDirection { return found }
      default: if let found = inline.children.firstDirection { return found }
      }
    }
    return nil
  }
}
