internal import DocumentFormats
internal import Documents
internal import JSON

/// Names for files, from a pattern like `invoice-{{number}}`; no two are the same.
struct MergeNames: Sendable {
  private let pattern: Template
  private let ending: String
  /// What names were given, by a hash of 64 bits each: a million names take little room.
  private var given: Set<UInt64> = []

  /// Without a pattern: the template's name and the file's number.
  init(_ pattern: String?, template path: String, ending: String) throws(DocumentError) {
    let name = path.split(separator: "/").last.map(String.init) ?? "file"
    let base = name.prefix { $0 != "." }
    self.pattern = try Template(pattern ?? "\(base)-{{@index}}")
    self.ending = ending
  }

  mutating func next(_ data: JSONValue, _ number: Int) throws(DocumentError) -> String {
    var base = Self.cleaned(try pattern.render(data, index: number))
    if base.lowercased().hasSuffix("." + ending) { base.removeLast(ending.count + 1) }
    if base.isEmpty { base = String(number) }
    var name = base
    var again = 2
    while !given.insert(Self.hash(name.lowercased())).inserted {
      name = "\(base)-\(again)"
      again += 1
    }
    return "\(name).\(ending)"
  }

  /// What every file system takes: no separators, no control characters, at most 180 bytes.
  private static func cleaned(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isBad = scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar)
      name.unicodeScalars.append(isBad ? "-" : scalar)
      if name.utf8.count >= 180 { break }
    }
    return String(name.drop { $0 == "." || $0 == " " }.reversed().drop { $0 == "." || $0 == " " }.reversed())
  }

  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
