internal import Documents

/// Pictures and charts.
extension DOCXText {
  mutating func figure(_ figure: Figure, _ place: DOCXPlace) {
    let entry = book.cursor.figure(figure.caption)
    if let id = figure.attributes.id, figure.caption.isEmpty { pendingAnchors.append(id) }
    var form = DOCXParagraph("Figure")
    form.keepsNext = !figure.caption.isEmpty
    form.alignment = figure.alignment
    _ = open(form, place, [])
    image(figure.image, width: max(place.width - Double(place.indent) / 20, 18))
    xml.put("</w:p>")
    var below = place
    below.alignment = figure.alignment ?? .center
    below.marker = nil
    caption(figure.caption, entry, label: book.wording.figure, keepsNext: false, below)
  }

  mutating func image(_ image: Image, width: Double) {
    guard let picture = book.media.picture(image.source, of: book.document) else {
      if book.document.resources[image.source] == nil {
        book.notes.warn(
          "missing-image", "the picture \(image.source) is not there; add it to the document's resources")
      } else {
        book.notes.lose("picture of an unusual kind", "its text stands instead; use PNG, JPEG, GIF or SVG")
      }
      return run("[\(image.alternative.isEmpty ? image.source : image.alternative)]", RunStyle(), in: book.direction)
    }
    let page = book.document.page
    let size = OfficeMedia.fit(
      image, picture.extent, width: max(width, 18), height: page.textExtent.height * 0.9,
      fontSize: book.theme.sizes.body)
    let id = relationships.id(office: "image", picture.target)
    frame(image.alternative, title: image.title, isDecorative: image.isDecorative, size, isVector: picture.isVector) {
      xml, number in
      xml.put(
        "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"\(number)\""
      )
      xml.attribute(" name", image.source)
      xml.put("/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>")
      if picture.isVector {
        xml.put(
          "<a:blip r:embed=\"\(id)\"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"\(id)\"/></a:ext></a:extLst></a:blip>"
        )
      } else {
        xml.put("<a:blip r:embed=\"\(id)\"/>")
      }
      xml.put(
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"\(OfficeMeasures.emu(size.width))\" cy=\"\(OfficeMeasures.emu(size.height))\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
      )
    }
  }

  /// The frame of a drawing that stands in the line like a character.
  private mutating func frame(
    _ description: String, title: String?, isDecorative: Bool, _ size: (width: Double, height: Double), isVector: Bool,
    _ graphic: (inout MarkupStream, Int) -> Void
  ) {
    let number = book.nextDrawing()
    xml.put(
      "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"\(OfficeMeasures.emu(size.width))\" cy=\"\(OfficeMeasures.emu(size.height))\"/><wp:docPr id=\"\(number)\" name=\"Drawing \(number)\""
    )
    if !description.isEmpty && !isDecorative { xml.attribute(" descr", description) }
    if let title { xml.attribute(" title", title) }
    if isDecorative {
      xml.put(
        "><a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst></wp:docPr>"
      )
    } else {
      xml.put("/>")
    }
    xml.put("<wp:cNvGraphicFramePr/><a:graphic>")
    graphic(&xml, number)
    xml.put("</a:graphic></wp:inline></w:drawing></w:r>")
  }

  mutating func chart(_ chart: Chart, _ place: DOCXPlace) {
    let entry = book.cursor.figure(chart.caption)
    if let id = chart.attributes.id, chart.caption.isEmpty { pendingAnchors.append(id) }
    let width = max(place.width - Double(place.indent) / 20, 36)
    let size = (
      width: min(chart.width?.points(of: width) ?? min(width, 420), width),
      height: min(chart.height?.points(of: width) ?? min(width, 420) * 0.58, book.document.page.textExtent.height * 0.9)
    )
    let number = book.charts.count + 1
    book.charts.append(DOCXBook.Chart(chart: chart, number: number))
    let id = relationships.id(office: "chart", "charts/chart\(number).xml")
    var form = DOCXParagraph("Figure")
    form.keepsNext = !chart.caption.isEmpty
    _ = open(form, place, [])
    frame(chart.description, title: nil, isDecorative: false, size, isVector: false) { xml, _ in
      xml.put(
        "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"\(id)\"/></a:graphicData>"
      )
    }
    xml.put("</w:p>")
    var below = place
    below.alignment = .center
    below.marker = nil
    caption(chart.caption, entry, label: book.wording.figure, keepsNext: false, below)
  }
}

extension OfficeMedia.Picture {
  var isVector: Bool { resource.mediaType == "image/svg+xml" }
}
