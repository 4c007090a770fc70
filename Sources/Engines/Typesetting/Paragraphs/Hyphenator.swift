internal import Glibc
internal import Threads

/// Finds where words may be divided, by the patterns of Liang, as TeX does.
///
/// The patterns are those of the installed dictionaries (`hyph_*.dic`), read once for a language.
final class Hyphenator: Sendable {
  /// A tree of letters: from a node (upper bits) and a letter to the next node.
  private let edges: [UInt64: Int32]
  /// Where each node's values begin in `values`, and how many they are.
  private let places: [Int32]
  private let values: [UInt8]
  private let left: Int
  private let right: Int

  /// Nil where the folder has no dictionary for the language.
  init?(language: String, folder: String = "/usr/share/hyphen") {
    guard let name = Self.files[language], let text = Self.read("\(folder)/\(name)") else { return nil }
    var tree = Tree()
    var left = 2
    var right = 3
    let lines = text.split(separator: UInt8(ascii: "\n"))
    let isLatin = lines.first.map { !$0.starts(with: Array("UTF-8".utf8)) } ?? true
    for line in lines.dropFirst() {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.starts(with: Array("LEFTHYPHENMIN".utf8)) { left = Self.number(line) ?? left }
      if line.starts(with: Array("RIGHTHYPHENMIN".utf8)) { right = Self.number(line) ?? right }
      if line.starts(with: Array("NEXTLEVEL".utf8)) { break }
      guard let first = line.first, first != 0x25, first != 0x23, !(0x41...0x5A).contains(first), !line.contains(0x2F)
      else { continue }
      let letters: [UInt16] = isLatin ? line.map { UInt16($0) } : Array(String(decoding: line, as: UTF8.self).utf16)
      tree.insert(letters)
    }
    edges = tree.edges
    places = tree.places
    values = tree.values
    self.left = max(left, 2)
    self.right = max(right, 2)
  }

  private static let files = [
    "en": "hyph_en_US.dic", "de": "hyph_de_DE.dic", "fr": "hyph_fr.dic", "es": "hyph_es_ES.dic", "it": "hyph_it_IT.dic",
    "pt": "hyph_pt_PT.dic", "pt-br": "hyph_pt_BR.dic",
  ]

  /// The key of a language tag's dictionary, or empty where there is none.
  static func key(_ language: String) -> String {
    let lowered = language.lowercased()
    if files[lowered] != nil { return lowered }
    let short = String(lowered.prefix(2))
    return files[short] != nil && (lowered.count == 2 || lowered.dropFirst(2).first == "-") ? short : ""
  }

  private static func number(_ line: ArraySlice<UInt8>) -> Int? {
    let digits = line.filter { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private struct Tree {
    var edges: [UInt64: Int32] = [:]
    var places: [Int32] = [0]
    /// The first byte is the count of the node's values; node zero has none.
    var values: [UInt8] = [0]

    init() { edges.reserveCapacity(1 << 15) }

    mutating func insert(_ pattern: [UInt16]) {
      var own: [UInt8] = [0]
      var place: Int32 = 0
      for unit in pattern {
        if (0x30...0x39).contains(unit) {
          own[own.count - 1] = UInt8(unit - 0x30)
          continue
        }
        let key = UInt64(place) << 16 | UInt64(unit)
        if let next = edges[key] {
          place = next
        } else {
          place = Int32(places.count)
          places.append(0)
          edges[key] = place
        }
        own.append(0)
      }
      guard place > 0 else { return }
      places[Int(place)] = Int32(values.count)
      values.append(UInt8(own.count))
      values += own
    }
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let stream = fopen(path, "rbe") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count <= 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// How many letters stand before each place where the word, in lower case, may be divided.
  func divisions(of word: [UInt16]) -> [Int] {
    guard word.count >= left + right else { return [] }
    let dotted = [0x2E] + word + [0x2E]
    var found = [UInt8](repeating: 0, count: dotted.count + 1)
    for start in dotted.indices {
      var place: Int32 = 0
      for index in start..<dotted.count {
        guard let next = edges[UInt64(place) << 16 | UInt64(dotted[index])] else { break }
        place = next
        let at = Int(places[Int(place)])
        for offset in 0..<Int(values[at]) where values[at + 1 + offset] > found[start + offset] {
          found[start + offset] = values[at + 1 + offset]
        }
      }
    }
    return (left...word.count - right).filter { found[$0 + 1] % 2 == 1 }
  }

  private static let known = Lock<[String: Hyphenator?]>([:])

  /// The hyphenator of a language, read once for the process.
  static func shared(_ key: String) -> Hyphenator? {
    known.withLock { known in
      if let found = known[key] { return found }
      let made = Hyphenator(language: key)
      known[key] = .some(made)
      return made
    }
  }
}
