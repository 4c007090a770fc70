internal import Tables

/// Column names as names of elements.
enum XMLTableNames {
  /// Letters, digits, `_`, `-` and `.` stay, everything else becomes `_`.
  static func element(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      let isLetter = isLetter(scalar)
      let isInner = isLetter || scalar == "-" || scalar == "." || (0x30...0x39).contains(scalar.value)
      if result.isEmpty, !isLetter { result.append("_") }
      if isInner { result.append(scalar) } else if !result.isEmpty, scalar != "_" { result.append("_") }
    }
    return result.isEmpty ? "_" : String(result)
  }

  static func elements(_ names: [String]) -> [String] { UniqueNames.of(names.map { element($0) }) }

  /// The letters that XML 1.0 lets a name begin with, the colon left out.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
      0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x10000...0xEFFFF:
      true
    default: false
    }
  }
}
