/// The names of a face, from its `name` table.
struct FontNames {
  var family = ""
  var postScript = ""

  init(_ table: FontBytes) {
    let strings = table.u16(4)
    var familyRank = 0
    for place in 0..<min(table.u16(2), 2048) {
      let record = 6 + 12 * place
      let platform = table.u16(record)
      guard platform == 3 || platform == 1 else { continue }
      let name = table.u16(record + 6)
      guard name == 1 || name == 6 || name == 16 else { continue }
      let english = platform == 1 || table.u16(record + 4) == 0x409
      let bytes = table.part(strings + table.u16(record + 10), table.u16(record + 8))
      let text = platform == 3 ? Self.wide(bytes) : String(decoding: bytes.bytes, as: UTF8.self)
      if name == 6, postScript.isEmpty || english { postScript = text }
      // The typographic family (16) is one name for all weights.
      let rank = (name == 16 ? 4 : 2) + (english ? 1 : 0)
      if name != 6, rank > familyRank {
        family = text
        familyRank = rank
      }
    }
    postScript.removeAll { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-") }
    if postScript.isEmpty { postScript = "Font" }
  }

  private static func wide(_ bytes: FontBytes) -> String {
    String(decoding: (0..<bytes.count / 2).map { UInt16(bytes.u16(2 * $0)) }, as: UTF16.self)
  }
}
