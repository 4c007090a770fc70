/// What stands between the digits of a number, by language (Unicode CLDR).
struct NumberSigns: Sendable, Hashable {
  let point: String
  let group: String

  init(language: String) {
    let parts = language.lowercased().split(separator: "-").map(String.init)
    switch (parts.first ?? "en", parts.dropFirst().last ?? "") {
    case ("de", "ch"): self.init(point: ".", group: "’")
    case ("es", "mx"), ("es", "us"): self.init(point: ".", group: ",")
    case ("de", _), ("es", _), ("it", _), ("pt", _), ("nl", _), ("da", _), ("tr", _), ("id", _):
      self.init(point: ",", group: ".")
    case ("fr", _): self.init(point: ",", group: "\u{202F}")
    case ("ru", _), ("uk", _), ("pl", _), ("cs", _), ("sv", _), ("nb", _), ("fi", _), ("hu", _):
      self.init(point: ",", group: "\u{A0}")
    default: self.init(point: ".", group: ",")
    }
  }

  private init(point: String, group: String) {
    self.point = point
    self.group = group
  }
}
