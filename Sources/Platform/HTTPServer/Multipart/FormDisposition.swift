/// What `Content-Disposition` of a form part says.
struct FormDisposition: Hashable {
  var name: String
  var filename: String?

  /// `nil` unless it is `form-data` with a name.
  init?(_ field: String) {
    var rest = Substring(field)
    let kind = rest.prefix { $0 != ";" }
    guard kind.filter({ $0 != " " }).lowercased() == "form-data" else { return nil }
    rest = rest.dropFirst(kind.count)
    var name: String?
    while let (key, value) = Self.parameter(&rest) {
      if key == "name", name == nil { name = value }
      if key == "filename", filename == nil { filename = value }
    }
    guard let name else { return nil }
    self.name = name
  }

  private static func parameter(_ rest: inout Substring) -> (String, String)? {
    rest = rest.drop { $0 == ";" || $0 == " " || $0 == "\t" }
    let key = rest.prefix { $0 != "=" && $0 != ";" }
    rest = rest.dropFirst(key.count)
    guard !key.isEmpty, rest.first == "=" else { return nil }
    rest = rest.dropFirst()
    var value = ""
    if rest.first == "\"" {
      rest = rest.dropFirst()
      while let character = rest.popFirst(), character != "\"" {
        // Only an escaped quote is an escape: old browsers send Windows paths as they are.
        if character == "\\", rest.first == "\"" { value.append(rest.removeFirst()) } else { value.append(character) }
      }
    } else {
      value = String(rest.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" })
      rest = rest.drop { $0 != ";" }
    }
    return (key.filter { $0 != " " }.lowercased(), unescape(value))
  }

  /// Browsers write these three, and only these, as percent escapes.
  private static func unescape(_ text: String) -> String {
    guard text.contains("%") else { return text }
    var plain = ""
    var rest = Substring(text)
    while let character = rest.first {
      if rest.hasPrefix("%22") {
        plain.append("\"")
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("%0D") || rest.hasPrefix("%0A") {
        plain.append(" ")
        rest = rest.dropFirst(3)
      } else {
        plain.append(character)
        rest = rest.dropFirst()
      }
    }
    return plain
  }
}
