internal import Documents

/// The properties of one paragraph, beyond those that its place gives it.
struct DOCXParagraph {
  var style: String?
  var keepsNext = false
  var tabs: [(kind: StaticString, position: Int, isDotted: Bool)] = []
  var alignment: TextAlignment?
  /// Where it is not what the place says.
  var indent: Int?
  var direction: TextDirection?
  /// Keeps a heading out of the numbering.
  var isUnnumbered = false
  var isLoose = false

  init(_ style: String? = nil) {
    self.style = style
  }
}

extension DOCXText {
  /// A whole paragraph of running text.
  mutating func paragraph(_ form: DOCXParagraph, _ place: DOCXPlace, _ content: [Inline]) {
    let direction = open(form, place, content)
    inlines(content, place.run, in: direction)
    xml.put("</w:p>")
  }

  /// Opens a paragraph and answers the direction of its lines. `content` tells it where nothing else does.
  mutating func open(_ form: DOCXParagraph, _ place: DOCXPlace, _ content: [Inline]) -> TextDirection {
    lineWidth = place.width
    let direction =
      form.direction ?? place.direction ?? (book.direction == .leftToRight ? content.firstDirection : nil)
      ?? book.direction
    xml.put("<w:p>")
    let isPlain =
      form.style == nil && !form.keepsNext && form.alignment == nil && place.marker == nil && place.indent == 0
      && place.listDepth == 0 && place.callout == nil && place.alignment == nil && pendingBreak == nil
      && pendingSection == nil && direction == book.direction && place.style == nil && form.indent == nil
    if !isPlain { properties(form, place, direction) }
    if pendingBreak == .column { xml.put("<w:r><w:br w:type=\"column\"/></w:r>") }
    pendingBreak = nil
    for anchor in pendingAnchors { closeBookmark(openBookmark(anchor)) }
    pendingAnchors.removeAll()
    return direction
  }

  private mutating func properties(_ form: DOCXParagraph, _ place: DOCXPlace, _ direction: TextDirection) {
    xml.put("<w:pPr>")
    if let style = form.style ?? implied(place) {
      xml.put("<w:pStyle")
      xml.attribute(" w:val", style)
      xml.put("/>")
    }
    if form.keepsNext { xml.put("<w:keepNext/>") }
    if let pendingBreak, pendingBreak != .column { xml.put("<w:pageBreakBefore/>") }
    if let marker = place.marker {
      xml.put("<w:numPr><w:ilvl w:val=\"")
      xml.put(marker.level)
      xml.put("\"/><w:numId w:val=\"")
      xml.put(marker.instance)
      xml.put("\"/></w:numPr>")
    } else if form.isUnnumbered {
      xml.put("<w:numPr><w:numId w:val=\"\(DOCXNumbering.unnumbered)\"/></w:numPr>")
    }
    if let callout = place.callout, form.style?.hasPrefix("Callout") != true, !place.isInTable {
      xml.put(DOCXPlace.calloutBox(DOCXPlace.calloutColor(callout, book.theme)))
    }
    if !form.tabs.isEmpty {
      xml.put("<w:tabs>")
      for tab in form.tabs {
        xml.put("<w:tab w:val=\"")
        xml.put(tab.kind)
        xml.put(tab.isDotted ? "\" w:leader=\"dot\" w:pos=\"" : "\" w:pos=\"")
        xml.put(tab.position)
        xml.put("\"/>")
      }
      xml.put("</w:tabs>")
    }
    if direction != book.direction { xml.put(direction == .rightToLeft ? "<w:bidi/>" : "<w:bidi w:val=\"0\"/>") }
    indentation(form, place)
    if place.listDepth > 0, form.isLoose || !place.isTight { xml.put("<w:contextualSpacing w:val=\"0\"/>") }
    if let alignment = form.alignment ?? place.alignment {
      switch alignment {
      case .start: xml.put("<w:jc w:val=\"left\"/>")
      case .center: xml.put("<w:jc w:val=\"center\"/>")
      case .end: xml.put("<w:jc w:val=\"right\"/>")
      case .justify: xml.put("<w:jc w:val=\"both\"/>")
      }
    }
    if let section = pendingSection {
      section.append(to: &xml)
      pendingSection = nil
    }
    xml.put("</w:pPr>")
  }

  private mutating func indentation(_ form: DOCXParagraph, _ place: DOCXPlace) {
    if let indent = form.indent {
      xml.put("<w:ind w:left=\"")
      xml.put(indent)
      return xml.put("\"/>")
    }
    let isOther = place.listDepth > 0 && place.marker == nil && (form.style != nil || place.quoteDepth > 0)
    guard place.indent > 0 || place.listDepth > 5 || isOther else { return }
    let lists = DOCXNumbering.step * place.listDepth
    xml.put("<w:ind w:left=\"")
    if place.marker != nil {
      xml.put(place.indent + lists)
      xml.put("\" w:hanging=\"")
      xml.put(DOCXNumbering.step)
      xml.put("\"/>")
    } else if let own = Self.ownIndents[form.style ?? ""] {
      xml.put(place.indent + lists + own)
      xml.put("\"/>")
    } else {
      xml.put(place.indent + lists)
      xml.put("\"/>")
    }
  }

  /// What styles indent by themselves.
  private static let ownIndents = ["SourceCode": 120, "Definition": DOCXPlace.definitionIndent]

  /// The style of a paragraph that has none of its own, by where it stands.
  private func implied(_ place: DOCXPlace) -> String? {
    if place.marker != nil { return "ListParagraph" }
    if place.quoteDepth > 0 { return place.style }
    if place.listDepth > 0 { return place.listDepth == 1 ? "ListContinue" : "ListContinue\(min(place.listDepth, 5))" }
    return place.style
  }
}
