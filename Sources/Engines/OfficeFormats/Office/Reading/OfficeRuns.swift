internal import Documents

/// Gathers runs that are flat in the file and nests them as inlines.
struct OfficeRuns {
  struct Piece {
    var content: Inline
    var marks: RunStyle.Marks
    var language: String?
    var link: Link?
  }

  private(set) var pieces: [Piece] = []

  /// What comes next is a piece of its own, whatever it looks like.
  private var isSealed = false

  var isEmpty: Bool { pieces.isEmpty }
  var count: Int { pieces.count }

  mutating func text(_ text: String, _ style: RunStyle, link: Link? = nil) {
    guard !text.isEmpty else { return }
    defer { isSealed = false }
    if !isSealed, let last = pieces.last, last.marks == style.marks, last.language == style.language, last.link == link,
      case .text(let before) = last.content
    {
      pieces[pieces.count - 1].content = .text(before + text)
    } else {
      pieces.append(Piece(content: .text(text), marks: style.marks, language: style.language, link: link))
    }
  }

  mutating func add(_ inline: Inline, _ style: RunStyle = RunStyle(), link: Link? = nil) {
    pieces.append(Piece(content: inline, marks: style.marks, language: style.language, link: link))
  }

  mutating func seal() { isSealed = true }

  /// Takes what was added since there were `count` pieces.
  mutating func take(from count: Int) -> [Piece] {
    let taken = Array(pieces[min(count, pieces.count)...])
    pieces.removeLast(taken.count)
    return taken
  }

  mutating func put(_ more: [Piece]) { pieces += more }

  var inlines: [Inline] { Self.nested(pieces[...]) }

  static func nested(_ pieces: ArraySlice<Piece>) -> [Inline] {
    links(pieces)
  }

  private static func links(_ pieces: ArraySlice<Piece>) -> [Inline] {
    grouped(pieces, by: { $0.link }) { link, group in
      guard var link else { return languages(group) }
      link.inlines = languages(group)
      return [.link(link)]
    }
  }

  private static func languages(_ pieces: ArraySlice<Piece>) -> [Inline] {
    grouped(pieces, by: { $0.language }) { language, group in
      let inner = marked(group, 0)
      return language.map { [.span(Span(inner, attributes: Attributes(language: $0)))] } ?? inner
    }
  }

  /// From the outermost mark to the innermost.
  private static let order: [(RunStyle.Marks, @Sendable ([Inline]) -> Inline)] = [
    (.strong, { .strong($0) }), (.emphasis, { .emphasis($0) }), (.strike, { .strike($0) }),
    (.underline, { .underline($0) }), (.smallCaps, { .smallCaps($0) }), (.superscript, { .superscript($0) }),
    (.subscript, { .subscript($0) }),
  ]

  private static func marked(_ pieces: ArraySlice<Piece>, _ level: Int) -> [Inline] {
    guard level < order.count else {
      var inlines: [Inline] = []
      for piece in pieces {
        guard case .text(let text) = piece.content else {
          inlines.append(piece.content)
          continue
        }
        let isCode = piece.marks.contains(.code)
        switch inlines.last {
        case .text(let before)? where !isCode: inlines[inlines.count - 1] = .text(before + text)
        case .code(let before)? where isCode: inlines[inlines.count - 1] = .code(before + text)
        default: inlines.append(isCode ? .code(text) : .text(text))
        }
      }
      return inlines
    }
    let (mark, make) = order[level]
    return grouped(pieces, by: { $0.marks.contains(mark) }) { isMarked, group in
      let inner = marked(group, level + 1)
      return isMarked ? [make(inner)] : inner
    }
  }

  private static func grouped<Key: Equatable>(
    _ pieces: ArraySlice<Piece>, by key: (Piece) -> Key, _ body: (Key, ArraySlice<Piece>) -> [Inline]
  ) -> [Inline] {
    var result: [Inline] = []
    var start = pieces.startIndex
    while start < pieces.endIndex {
      let value = key(pieces[start])
      var end = start + 1
      while end < pieces.endIndex, key(pieces[end]) == value { end += 1 }
      result += body(value, pieces[start..<end])
      start = end
    }
    return result
  }
}

extension [Inline] {
  /// A language that all of the text is in, and the text without it.
  var liftedLanguage: (inlines: [Inline], language: String?) {
    guard count == 1, case .span(let span) = self[0], span.attributes.id == nil, let language = span.attributes.language
    else { return (self, nil) }
    return (span.inlines, language)
  }

  /// Without spaces at its ends.
  var trimmed: [Inline] {
    var inlines = self
    if case .text(let text)? = inlines.first {
      let cut = String(text.drop { $0 == " " })
      if cut.isEmpty { inlines.removeFirst() } else { inlines[0] = .text(cut) }
    }
    return inlines
  }
}
