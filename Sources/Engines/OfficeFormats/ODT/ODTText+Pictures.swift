internal import Documents

/// Pictures and charts.
extension ODTText {
  mutating func figure(_ figure: Figure, _ place: ODTPlace) {
    let entry = book.cursor.figure(figure.caption)
    if let id = figure.attributes.id, figure.caption.isEmpty { pendingAnchors.append(id) }
    var form = place
    form.style = "Figure"
    open(form, figure.alignment, [])
    image(figure.image, width: max(place.width - place.indent, 18))
    xml.put("</text:p>")
    var below = place
    below.alignment = figure.alignment ?? .center
    caption(figure.caption, entry, label: book.wording.figure, isAbove: false, below)
  }

  mutating func image(_ image: Image, width: Double) {
    guard let picture = book.media.picture(image.source, of: book.document) else {
      if book.document.resources[image.source] == nil {
        book.notes.warn("missing-image", "the picture \(image.source) is not there; add it to the document's resources")
      } else {
        book.notes.lose("picture of an unusual kind", "its text stands instead; use PNG, JPEG, GIF or SVG")
      }
      return run("[\(image.alternative.isEmpty ? image.source : image.alternative)]", RunStyle())
    }
    let size = OfficeMedia.fit(
      image, picture.extent, width: max(width, 18), height: book.document.page.textExtent.height * 0.9,
      fontSize: book.theme.sizes.body)
    frame(size, image.alternative, title: image.title, isDecorative: image.isDecorative) { xml in
      xml.put(
        "<draw:image xlink:href=\"\(picture.target)\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/>"
      )
    }
  }

  private mutating func frame(
    _ size: (width: Double, height: Double), _ description: String, title: String?, isDecorative: Bool,
    _ body: (inout MarkupStream) -> Void
  ) {
    book.counts.frames += 1
    xml.put(
      "<draw:frame draw:style-name=\"Picture\" draw:name=\"Frame\(book.counts.frames)\" text:anchor-type=\"as-char\" svg:x=\"0pt\" svg:y=\"0pt\" svg:width=\"\(ODTNames.points(size.width))\" svg:height=\"\(ODTNames.points(size.height))\">"
    )
    body(&xml)
    if let title { xml.element("svg:title", title) }
    if !description.isEmpty && !isDecorative { xml.element("svg:desc", description) }
    xml.put("</draw:frame>")
    endSpaces()
  }

  mutating func chart(_ chart: Chart, _ place: ODTPlace) {
    let entry = book.cursor.figure(chart.caption)
    if let id = chart.attributes.id, chart.caption.isEmpty { pendingAnchors.append(id) }
    let width = max(place.width - place.indent, 36)
    let size = (
      width: min(chart.width?.points(of: width) ?? min(width, 420), width),
      height: min(chart.height?.points(of: width) ?? min(width, 420) * 0.58, book.document.page.textExtent.height * 0.9)
    )
    var form = place
    form.style = "Figure"
    open(form, nil, [])
    book.objects.append(.chart(chart))
    let number = book.objects.count
    frame(size, chart.description, title: nil, isDecorative: false) { xml in
      xml.put(
        "<draw:object xlink:href=\"./Object \(number)/\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/>"
      )
    }
    xml.put("</text:p>")
    var below = place
    below.alignment = .center
    caption(chart.caption, entry, label: book.wording.figure, isAbove: false, below)
  }
}
