/// What an entry may be called, in archives we write and in those we read.
enum ZIPName {
  static let longest = 4_096

  /// Throws unless the name is a plain relative path that means the same on every system.
  static func check(_ name: String, isDirectory: Bool) throws {
    func refuse(_ why: String) -> ArchiveError { ArchiveError(.name, why, entry: printable(name)) }
    guard !name.isEmpty else { throw refuse("The name is empty.") }
    guard name.utf8.count <= longest else { throw refuse("The name is longer than \(longest) bytes.") }
    for scalar in name.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7F { throw refuse("The name holds a control character.") }
      if scalar == "\\" { throw refuse("The name holds a backslash.") }
    }
    let bytes = Array(name.utf8)
    if bytes[0] == 0x2F { throw refuse("The name is an absolute path.") }
    if bytes.count >= 2, bytes[1] == 0x3A, (0x41...0x5A).contains(bytes[0] & 0xDF) {
      throw refuse("The name begins with a drive letter.")
    }
    var parts = name.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)[...]
    if isDirectory { parts = parts.dropLast() }
    for part in parts {
      if part.isEmpty { throw refuse("The name has an empty part.") }
      if part.elementsEqual([0x2E]) || part.elementsEqual([0x2E, 0x2E]) {
        throw refuse("The name has a part '.' or '..'.")
      }
    }
  }

  /// A name of strangers made safe for messages.
  static func printable(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars.prefix(200) {
      text.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar)
    }
    return text
  }
}
