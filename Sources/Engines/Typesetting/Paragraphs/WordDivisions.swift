/// Remembers where words may be divided, by language.
final class WordDivisions {
  private var known: [String: [String: [Int32]]] = [:]

  /// Byte offsets into the word, which may have other characters around its letters.
  func divisions(_ bytes: UnsafeBufferPointer<UInt8>, language: String) -> [Int32] {
    let key = Hyphenator.key(language)
    guard !key.isEmpty, bytes.count >= 5 else { return [] }
    let word = String(decoding: bytes, as: UTF8.self)
    if let found = known[key]?[word] { return found }
    guard let hyphenator = Hyphenator.shared(key) else { return [] }
    let found = find(word, hyphenator)
    known[key, default: [:]][word] = found
    return found
  }

  private func find(_ word: String, _ hyphenator: Hyphenator) -> [Int32] {
    var result: [Int32] = []
    var letters: [UInt16] = []
    var offsets: [Int32] = []
    var offset: Int32 = 0
    func close() {
      if letters.count >= 5 {
        for place in hyphenator.divisions(of: letters) { result.append(offsets[place]) }
      }
      letters = []
      offsets = []
    }
    for scalar in word.unicodeScalars {
      let lowered = scalar.properties.lowercaseMapping.utf16
      if scalar.properties.isAlphabetic, lowered.count == 1, let unit = lowered.first {
        letters.append(unit)
        offsets.append(offset)
      } else if scalar.value == 0xAD {
        // Whoever sets soft hyphens knows better.
        return []
      } else {
        close()
      }
      offset += Int32(UTF8.width(scalar))
    }
    close()
    return result
  }
}
