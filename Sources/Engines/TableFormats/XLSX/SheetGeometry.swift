/// Names of cells and sheets.
enum SheetGeometry {
  static let lastRow = 1_048_576
  static let lastColumn = 16_384

  /// `A`, `Z`, `AA` for 0, 25, 26.
  static func letters(_ column: Int) -> String {
    var rest = column + 1
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// The column of a reference such as `AB12`, or nil.
  static func column(of reference: UnsafeRawBufferPointer) -> Int? {
    var column = 0
    var index = 0
    while index < reference.count, index < 4 {
      let letter = (reference[index] & 0xDF) &- UInt8(ascii: "A")
      guard letter < 26 else { break }
      column = column * 26 + Int(letter) + 1
      index += 1
    }
    return index > 0 && column <= lastColumn ? column - 1 : nil
  }

  /// At most 31 characters, without those Excel refuses, and there only once.
  static func sheetName(_ wanted: String, part: Int, taken: inout Set<String>) -> String {
    let plain = String(wanted.map { "[]:*?/\\".contains($0) || $0.isNewline ? "_" : $0 })
    let trimmed = plain.drop { $0 == "'" }
    var number = part
    while true {
      let suffix = number > 1 ? " (\(number))" : ""
      var name = String(trimmed.isEmpty ? "Sheet" : trimmed)
      while name.utf16.count + suffix.utf16.count > 31 { name.removeLast() }
      while name.last == "'" { name.removeLast() }
      name += suffix
      if taken.insert(name.lowercased()).inserted { return name }
      number += 1
    }
  }

  /// A sheet's name inside of a formula.
  static func quoted(_ name: String) -> String {
    "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
