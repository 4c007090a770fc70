/// Tells the parts of program text apart: words of the language, texts, comments, numbers, names of types.
struct CodeColors {
  enum Kind {
    case plain, keyword, text, comment, number, type
  }

  struct Part {
    var text: String
    var kind: Kind
  }

  /// What goes on over the end of a line.
  struct State {
    var inComment = false
    var inText: String?
  }

  private let language: CodeLanguage?

  init(_ name: String?) {
    language = name.flatMap { CodeLanguage.named($0) }
  }

  func parts(_ line: String, _ state: inout State) -> [Part] {
    guard let language, !line.isEmpty else { return line.isEmpty ? [] : [Part(text: line, kind: .plain)] }
    var parts: [Part] = []
    let characters = Array(line)
    var place = 0
    func add(_ range: Range<Int>, _ kind: Kind) {
      guard !range.isEmpty else { return }
      let text = String(characters[range])
      if let last = parts.indices.last, parts[last].kind == kind {
        parts[last].text += text
      } else {
        parts.append(Part(text: text, kind: kind))
      }
    }
    func has(_ mark: String, at place: Int) -> Bool {
      guard !mark.isEmpty, place + mark.count <= characters.count else { return false }
      return characters[place..<place + mark.count].elementsEqual(mark)
    }
    while place < characters.count {
      let start = place
      if state.inComment {
        while place < characters.count, !has(language.commentEnd, at: place) { place += 1 }
        if place < characters.count {
          place += language.commentEnd.count
          state.inComment = false
        }
        add(start..<place, .comment)
      } else if let mark = state.inText {
        while place < characters.count, !has(mark, at: place) { place += characters[place] == "\\" ? 2 : 1 }
        if place < characters.count { state.inText = nil }
        place = min(place + (place < characters.count ? mark.count : 0), characters.count)
        add(start..<place, .text)
      } else if language.lineComments.contains(where: { has($0, at: place) }) {
        add(place..<characters.count, .comment)
        place = characters.count
      } else if has(language.commentStart, at: place) {
        state.inComment = true
        place += language.commentStart.count
        add(start..<place, .comment)
      } else if let mark = language.textMarks.first(where: { has($0, at: place) }) {
        place += mark.count
        while place < characters.count, !has(mark, at: place) { place += characters[place] == "\\" ? 2 : 1 }
        if place >= characters.count {
          place = characters.count
          if mark.count > 1 || mark == "`" { state.inText = mark }
        } else {
          place += mark.count
        }
        add(start..<place, .text)
      } else if characters[place].isNumber {
        while place < characters.count,
          characters[place].isLetter || characters[place].isNumber || characters[place] == "."
        {
          place += 1
        }
        add(start..<place, .number)
      } else if characters[place].isLetter || characters[place] == "_" || characters[place] == "@" {
        place += 1
        while place < characters.count,
          characters[place].isLetter || characters[place].isNumber || characters[place] == "_"
        {
          place += 1
        }
        let word = String(characters[start..<place])
        let key = language.ignoresCase ? word.lowercased() : word
        let isType = !language.ignoresCase && word.first?.isUppercase == true && word.count > 1
        add(start..<place, language.keywords.contains(key) ? .keyword : isType ? .type : .plain)
      } else {
        place += 1
        add(start..<place, .plain)
      }
    }
    return parts
  }
}
