/// The name that a server gives a file (RFC 6266), without anything that would lead out of a folder.
enum AttachmentName {
  static func of(_ disposition: String) -> String? {
    var plain: String?
    var extended: String?
    for part in parts(disposition).dropFirst() {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let name = String(part[..<equals].filter { $0 != " " }).lowercased()
      var value = String(part[part.index(after: equals)...].drop { $0 == " " })
      while value.last == " " { value.removeLast() }
      switch name {
      case "filename": plain = value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
      case "filename*" where value.lowercased().hasPrefix("utf-8'"):
        extended = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false).last.flatMap(decoded)
      default: break
      }
    }
    guard let name = extended ?? plain else { return nil }
    var safe = ""
    for scalar in name.unicodeScalars {
      let isPlain = scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "/" && scalar != "\\"
      safe.unicodeScalars.append(isPlain ? scalar : "_")
    }
    return safe.isEmpty || safe == "." || safe == ".." ? nil : safe
  }

  /// Split at semicolons that are not within quotes.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == ";", !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
