internal import Documents

/// Writes what stands on slides.
struct PPTXText: ~Copyable {
  var xml = MarkupStream()
  var relationships = OfficeRelationships()
  var book: PPTXBook
  private var shapes = 1

  init(_ book: consuming PPTXBook) {
    self.book = book
  }

  mutating func nextShape() -> Int {
    shapes += 1
    return shapes
  }

  /// Begins another part.
  mutating func begin() {
    xml = MarkupStream()
    relationships = OfficeRelationships()
    shapes = 1
  }

  // MARK: Paragraphs

  mutating func paragraphs(_ lines: [PPTXSlide.Line], isPlain: Bool = false) {
    if lines.isEmpty { return xml.put("<a:p><a:endParaRPr/></a:p>") }
    for line in lines { paragraph(line, isPlain: isPlain) }
  }

  /// - Parameter isPlain: outside of the body, whose levels bring bullets and sizes along.
  mutating func paragraph(_ line: PPTXSlide.Line, isPlain: Bool) {
    let direction =
      line.run.direction ?? (book.direction == .leftToRight ? line.inlines.firstDirection : nil) ?? book.direction
    let level = min(line.level, 8)
    let left = 285_750 * (level + 1)
    xml.put("<a:p><a:pPr")
    switch line.bullet {
    case .none: xml.put(" marL=\"\(isPlain ? 0 : 285_750 * level)\" indent=\"0\"")
    default: xml.put(" marL=\"\(left)\" indent=\"-285750\"")
    }
    if level > 0 { xml.put(" lvl=\"\(level)\"") }
    if let alignment = line.alignment {
      let isRight = direction == .rightToLeft
      switch alignment {
      case .start: xml.put(isRight ? " algn=\"r\"" : " algn=\"l\"")
      case .center: xml.put(" algn=\"ctr\"")
      case .end: xml.put(isRight ? " algn=\"l\"" : " algn=\"r\"")
      case .justify: xml.put(" algn=\"just\"")
      }
    } else if direction == .rightToLeft {
      xml.put(" algn=\"r\"")
    }
    if direction == .rightToLeft { xml.put(" rtl=\"1\"") }
    xml.put(">")
    if line.form == .code { xml.put("<a:spcBef><a:spcPts val=\"0\"/></a:spcBef>") }
    bullet(line.bullet)
    xml.put("</a:pPr>")
    var format = Format(line.run, form: line.form)
    if line.form == .code { format.run.marks.insert(.code) }
    if line.form == .heading { format.run.marks.insert(.strong) }
    if line.form == .quote { format.run.marks.insert(.emphasis) }
    if isPlain { format.size = line.form == .caption ? 12 : format.size }
    inlines(line.inlines, format)
    xml.put("</a:p>")
  }

  private mutating func bullet(_ bullet: PPTXSlide.Line.Bullet) {
    switch bullet {
    case .none: xml.put("<a:buNone/>")
    case .sign: xml.put("<a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>")
    case .task(let isDone):
      xml.put("<a:buFont typeface=\"Segoe UI Symbol\"/><a:buChar char=\"\(isDone ? "☒" : "☐")\"/>")
    case .number(let style, let delimiter, let start):
      let kind =
        switch style {
        case .decimal: "arabic"
        case .lowerLetter: "alphaLc"
        case .upperLetter: "alphaUc"
        case .lowerRoman: "romanLc"
        case .upperRoman: "romanUc"
        }
      let end =
        switch delimiter {
        case .period: "Period"
        case .parenthesis: "ParenR"
        case .parentheses: "ParenBoth"
        }
      xml.put(
        "<a:buFont typeface=\"+mj-lt\"/><a:buAutoNum type=\"\(kind)\(end)\" startAt=\"\(min(max(start, 1), 32_767))\"/>"
      )
    }
  }

  // MARK: Runs

  struct Format {
    var run: RunStyle
    /// In points; nil is what the place says.
    var size: Double?
    var isMuted = false
    var color: Color?
    /// The id of where a click leads, and whether that is a slide.
    var link: (id: String, isSlide: Bool)?

    init(_ run: RunStyle, form: PPTXSlide.Line.Form) {
      self.run = run
      switch form {
      case .code: size = PPTXMeasure.codeSize
      case .caption: (size, isMuted) = (12, true)
      default: size = nil
      }
    }
  }

  mutating func inlines(_ list: [Inline], _ format: Format) {
    for inline in list {
      var inner = format
      switch inline {
      case .text(let text): run(text, format)
      case .softBreak: run(" ", format)
      case .lineBreak: xml.put("<a:br/>")
      case .code(let text):
        inner.run.marks.insert(.code)
        run(text, inner)
      case .link(let link):
        inner.run = format.run.with(link.attributes)
        self.link(link.target, link.internalTarget, &inner)
        inlines(link.inlines.isEmpty ? [.text(link.target)] : link.inlines, inner)
      case .reference(let reference):
        if reference.form == .footnote { continue }
        let shown = book.references.text(of: reference).map { [Inline.text($0)] } ?? reference.inlines
        link("", reference.target, &inner)
        inlines(shown, inner)
      case .citation(let citation): run(book.document.text(of: citation), format)
      case .span(let span):
        inner.run = format.run.with(span.attributes)
        inlines(span.inlines, inner)
      case .math(let tex):
        book.notes.lose("math", "written in a line of text")
        inner.run.marks.insert(.emphasis)
        run(LinearMath.text(TeXMath.parse(tex)), inner)
      case .image(let image):
        if image.isDecorative || image.alternative.isEmpty { continue }
        book.notes.lose("picture in the line", "its text stands instead")
        run("[\(image.alternative)]", format)
      case .variable(let name): variable(name, format)
      case .footnote: break
      case .raw(let raw): book.notes.lose("raw text of \(raw.format)", "left out")
      default:
        guard let (marks, children) = RunStyle.marks(of: inline) else { continue }
        inner.run = format.run.with(marks)
        inlines(children, inner)
      }
    }
  }

  private mutating func link(_ target: String, _ anchor: String?, _ format: inout Format) {
    guard format.link == nil else { return }
    if let anchor {
      guard let slide = book.slideNumbers[anchor] else { return }
      format.link = (relationships.id(office: "slide", "slide\(slide).xml"), true)
    } else {
      format.link = (relationships.id(office: "hyperlink", OfficeAddress.written(target), isExternal: true), false)
    }
  }

  private mutating func variable(_ name: String, _ format: Format) {
    switch name {
    case "page":
      xml.put("<a:fld id=\"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}\" type=\"slidenum\">")
      properties("a:rPr", format)
      xml.put("<a:t>‹#›</a:t></a:fld>")
    case "pages": run(String(book.slideCount), format)
    default:
      if let value = book.document.value(ofVariable: name) { return run(value, format) }
      book.notes.warn("missing-variable", "the variable \(name) has no value; its name stands there")
      run("{\(name)}", format)
    }
  }

  mutating func run(_ text: String, _ format: Format) {
    if text.isEmpty { return }
    xml.put("<a:r>")
    properties("a:rPr", format)
    xml.put("<a:t>")
    xml.text(text)
    xml.put("</a:t></a:r>")
  }

  private mutating func properties(_ name: StaticString, _ format: Format) {
    let marks = format.run.marks
    xml.put("<")
    xml.put(name)
    xml.attribute(" lang", DOCXLanguage.full(format.run.language ?? book.language))
    if let size = format.size { xml.put(" sz=\"\(Int(size * 100))\"") }
    if marks.contains(.strong) { xml.put(" b=\"1\"") }
    if marks.contains(.emphasis) { xml.put(" i=\"1\"") }
    if marks.contains(.underline) { xml.put(" u=\"sng\"") }
    if marks.contains(.strike) { xml.put(" strike=\"sngStrike\"") }
    if marks.contains(.smallCaps) { xml.put(" cap=\"small\"") }
    if marks.contains(.superscript) {
      xml.put(" baseline=\"30000\"")
    } else if marks.contains(.subscript) {
      xml.put(" baseline=\"-25000\"")
    }
    xml.put(" dirty=\"0\">")
    if let color = format.color ?? (format.isMuted ? book.theme.colors.muted : nil) {
      xml.put("<a:solidFill><a:srgbClr val=\"\(color.hexadecimal)\"/></a:solidFill>")
    }
    if marks.contains(.code) {
      let family = OfficeTheme.family(book.theme.fonts.code, otherwise: "Courier New")
      xml.put("<a:latin")
      xml.attribute(" typeface", family)
      xml.put("/><a:cs")
      xml.attribute(" typeface", family)
      xml.put("/>")
    }
    if let link = format.link {
      xml.put("<a:hlinkClick r:id=\"\(link.id)\"\(link.isSlide ? " action=\"ppaction://hlinksldjump\"" : "")/>")
    }
    xml.put("</")
    xml.put(name)
    xml.put(">")
  }
}
