/// Which characters XML 1.0 (fifth edition) allows where.
enum XMLCharacters {
  static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0xFFFD, 0x10000...0x10FFFF, 0x9, 0xA, 0xD: true
    default: false
    }
  }

  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0x5F,
      0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F,
      0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: startsName(scalar)
    }
  }

  /// A name without a colon.
  static func isPlainName(_ name: Substring) -> Bool {
    var scalars = name.unicodeScalars.makeIterator()
    guard let first = scalars.next(), startsName(first) else { return false }
    while let next = scalars.next() {
      guard continuesName(next) else { return false }
    }
    return true
  }

  /// True for the characters a public identifier may hold.
  static func isPublicIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0xA, 0xD, 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
    default: "-'()+,./:=?;!*#@$_%".utf8.contains(byte)
    }
  }

  /// Whether the bytes are UTF-8 as RFC 3629 has it: shortest forms, no surrogates.
  static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    let end = bytes.count
    while index < end {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let length: Int
      var lower: UInt8 = 0x80
      var upper: UInt8 = 0xBF
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, lower) = (3, 0xA0)
      case 0xED: (length, upper) = (3, 0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, lower) = (4, 0x90)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, upper) = (4, 0x8F)
      default: return false
      }
      guard index + length <= end, (lower...upper).contains(bytes[index + 1]) else { return false }
      for next in (index + 2)..<(index + max(length, 2)) where bytes[next] & 0xC0 != 0x80 { return false }
      index += length
    }
    return true
  }
}
