internal import Documents

extension MarkdownRendering {
  mutating func inlineText(_ inlines: [Inline], isSingleLine: Bool = false) -> String {
    var text = MarkdownText(isSingleLine: isSingleLine)
    append(inlines, to: &text)
    return text.finished
  }

  private mutating func append(_ inlines: [Inline], to text: inout MarkdownText) {
    for (index, inline) in inlines.enumerated() {
      append(inline, next: index + 1 < inlines.count ? inlines[index + 1] : nil, to: &text)
    }
  }

  private mutating func append(_ inline: Inline, next: Inline?, to text: inout MarkdownText) {
    switch inline {
    case .text(let words): text.add(words)
    case .softBreak: text.softBreak()
    case .lineBreak: text.lineBreak()
    case .strong(let inner): surround("**", "strong", inner, next, &text)
    case .emphasis(let inner): surround("*", "em", inner, next, &text)
    case .strike(let inner): surround("~~", "s", inner, next, &text)
    case .underline(let inner): tagged("u", inner, &text)
    case .superscript(let inner): tagged("sup", inner, &text)
    case .subscript(let inner): tagged("sub", inner, &text)
    case .smallCaps(let inner): bracketed(inner, "{.smallcaps}", &text)
    case .code(let code): text.verbatim(Self.codeText(code))
    case .link(let link): write(link, &text)
    case .reference(let reference):
      if reference.form == .footnote {
        text.verbatim("[^\(noteName(reference.target))]")
      } else {
        text.verbatim("[")
        append(reference.inlines, to: &text)
        let form = reference.form == .label && reference.inlines.isEmpty ? "" : "{.\(reference.form.rawValue)}"
        text.verbatim("](\(Self.destination("#" + reference.target)))" + form)
      }
    case .citation(let citation): text.verbatim(MarkdownCitation.text(citation))
    case .footnote(let note):
      if noteNames[note.id] == nil { footnotes.append(note) }
      text.verbatim("[^\(noteName(note.id))]")
    case .image(let image): text.verbatim(self.text(of: image))
    case .math(let tex):
      let isPlain =
        !tex.isEmpty && tex.first?.isWhitespace == false && tex.last?.isWhitespace == false && !startsWithDigit(next)
        && !tex.contains("\n")
      text.verbatim(isPlain ? "$\(tex)$" : "$$\(tex.filter { $0 != "\n" })$$")
    case .span(let span):
      guard let attributes = MarkdownAttributes.text(span.attributes) else { return append(span.inlines, to: &text) }
      if span.inlines.count == 1, case .code(let code) = span.inlines[0] {
        text.verbatim(Self.codeText(code) + attributes)
      } else {
        bracketed(span.inlines, attributes, &text)
      }
    case .variable(let name): bracketed([.text(name)], "{.variable}", &text)
    case .raw(let raw): text.verbatim(Self.codeText(raw.text) + "{raw=\(raw.format)}")
    }
  }

  private func startsWithDigit(_ inline: Inline?) -> Bool {
    if case .text(let text)? = inline { text.first?.isNumber == true } else { false }
  }

  private mutating func bracketed(_ inner: [Inline], _ ending: String, _ text: inout MarkdownText) {
    text.verbatim("[")
    append(inner, to: &text)
    text.verbatim("]" + ending)
  }

  private mutating func tagged(_ tag: String, _ inner: [Inline], _ text: inout MarkdownText) {
    text.verbatim("<\(tag)>")
    append(inner, to: &text)
    text.verbatim("</\(tag)>")
  }

  /// Marks where they are understood: next to letters inside and spaces outside; else a tag.
  private mutating func surround(
    _ mark: String, _ tag: String, _ inner: [Inline], _ next: Inline?, _ text: inout MarkdownText
  ) {
    var content = MarkdownText(isSingleLine: text.isSingleLine)
    content.isInside = true
    append(inner, to: &content)
    let written = content.finished
    func isWord(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
    var follows = true
    switch next {
    case nil, .softBreak?, .lineBreak?: break
    case .text(let words)?: follows = !isWord(words.first) && words.first != "~" && words.first != "*"
    default: follows = false
    }
    let before = text.last
    let precedes = before == nil || before == " " || before == "\n" || before == "(" || before == "—"
    let isSafe = isWord(written.first) && isWord(written.last) && precedes && (follows || next == nil) && !text.isInside
    if isSafe || (isWord(written.first) && isWord(written.last) && precedes && follows) {
      text.verbatim(mark + written + mark)
    } else {
      text.verbatim("<\(tag)>" + written + "</\(tag)>")
    }
  }

  private mutating func write(_ link: Link, _ text: inout MarkdownText) {
    let attributes = MarkdownAttributes.text(link.attributes) ?? ""
    if link.title == nil, attributes.isEmpty, link.inlines.count == 1, case .text(let words) = link.inlines[0],
      words == link.target || "mailto:" + words == link.target, Self.isAddress(link.target)
    {
      return text.verbatim("<\(words)>")
    }
    text.verbatim("[")
    append(link.inlines, to: &text)
    text.verbatim("](\(Self.destination(link.target))\(Self.title(link.title)))\(attributes)")
  }

  private static func isAddress(_ target: String) -> Bool {
    let scheme = target.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) }
    guard (2...32).contains(scheme.count), target.dropFirst(scheme.count).first == ":" else { return false }
    return target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x3C && $0 != 0x3E && $0 != 0x26 && $0 != 0x5C }
  }

  func text(of image: Image) -> String {
    var attributes = image.attributes
    if image.isDecorative { attributes.classes.append("decorative") }
    var sizes: [Variable] = []
    if let width = image.width { sizes.append(Variable("width", width.description)) }
    if let height = image.height { sizes.append(Variable("height", height.description)) }
    var alternative = MarkdownText(isSingleLine: true)
    alternative.isInside = true
    alternative.add(image.alternative)
    let ending = MarkdownAttributes.text(attributes, extra: sizes) ?? ""
    return "![\(alternative.finished)](\(Self.destination(image.source))\(Self.title(image.title)))\(ending)"
  }

  static func destination(_ target: String) -> String {
    let isPlain =
      !target.isEmpty && target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"()<>\\&".utf8.contains($0) }
    if isPlain { return target }
    var text = "<"
    for character in target {
      switch character {
      case "<", ">", "\\", "&": text += "\\\(character)"
      case "\n", "\r\n": text += "%0A"
      default: text.append(character)
      }
    }
    return text + ">"
  }

  private static func title(_ title: String?) -> String {
    guard let title else { return "" }
    var text = " \""
    var wasBreak = false
    for character in title {
      if character == "\n" || character == "\r\n" {
        text += wasBreak ? "" : "\n"
        wasBreak = true
        continue
      }
      wasBreak = false
      if character == "\"" || character == "\\" || character == "&" { text += "\\" }
      text.append(character)
    }
    return text + "\""
  }

  private static func codeText(_ code: String) -> String {
    let code = String(code.map { $0 == "\n" || $0 == "\r\n" ? " " : $0 })
    guard !code.isEmpty else { return "<code></code>" }
    var longest: Set<Int> = []
    var run = 0
    for byte in code.utf8 {
      if byte == UInt8(ascii: "`") {
        run += 1
      } else if run > 0 {
        longest.insert(run)
        run = 0
      }
    }
    if run > 0 { longest.insert(run) }
    var count = 1
    while longest.contains(count) { count += 1 }
    let mark = String(repeating: "`", count: count)
    let isAllSpace = code.allSatisfy { $0 == " " }
    let needsSpace =
      code.first == "`" || code.last == "`" || (code.first == " " && code.last == " " && !isAllSpace)
    return needsSpace ? "\(mark) \(code) \(mark)" : mark + code + mark
  }
}
