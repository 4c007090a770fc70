/// Which way the lines of a text run.
public enum TextDirection: String, Sendable, Hashable, CaseIterable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"

  /// The direction of a language's usual script; a script in the tag decides first (`az-Arab`).
  public init(language: String) {
    let parts = language.lowercased().split(separator: "-")
    let scripts: Set<Substring> = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"]
    if let script = parts.dropFirst().first(where: { $0.utf8.count == 4 && $0.utf8.allSatisfy { $0 >= 0x61 } }) {
      self = scripts.contains(script) ? .rightToLeft : .leftToRight
      return
    }
    let languages: Set<Substring> = ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"]
    self = parts.first.map { languages.contains($0) } == true ? .rightToLeft : .leftToRight
  }
}
