internal import Documents

extension PPTXText {
  /// A whole slide.
  mutating func slide(_ slide: PPTXSlide, number: Int) {
    xml.put(OfficePackage.declaration)
    xml.put("<p:sld ")
    xml.put(PPTXNames.spaces)
    xml.put(
      "><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>")
    title(slide)
    if slide.layout == .title && !slide.subtitle.isEmpty {
      placeholder("Subtitle", " type=\"subTitle\" idx=\"1\"", nil) { text in
        text.paragraph(PPTXSlide.Line(inlines: slide.subtitle), isPlain: true)
      }
    }
    var hasBody = false
    for item in slide.items {
      switch item.item {
      case .text(let lines):
        let isBody = !hasBody && (slide.layout == .content || slide.layout == .two)
        hasBody = hasBody || isBody
        let isWhole = slide.items.count == 1 || slide.layout == .two
        body(lines, isBody: isBody, isWhole && isBody ? nil : item.place)
      case .table(let table, let rows): self.table(table, rows, item.place)
      case .picture(let image): picture(image, item.place)
      case .chart(let chart): self.chart(chart, item.place)
      }
    }
    placeholder("Slide number", " type=\"sldNum\" sz=\"quarter\" idx=\"12\"", nil) { text in
      text.xml.put("<a:p>")
      text.inlines([.variable("page")], Format(RunStyle(), form: .body))
      text.xml.put("</a:p>")
    }
    xml.put("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>")
  }

  private mutating func title(_ slide: PPTXSlide) {
    let kind = slide.layout == .title ? "ctrTitle" : "title"
    var title = slide.title
    if slide.part > 1 { title.append(.text(" (\(slide.part))")) }
    placeholder("Title", " type=\"\(kind)\"", nil) { text in
      text.xml.put("<a:p>")
      if text.book.direction == .rightToLeft { text.xml.put("<a:pPr algn=\"r\" rtl=\"1\"/>") }
      text.inlines(title, Format(RunStyle(), form: .body))
      text.xml.put("</a:p>")
    }
  }

  private mutating func placeholder(
    _ name: StaticString, _ kind: String, _ place: PPTXSlide.Rectangle?, _ content: (inout PPTXText) -> Void
  ) {
    let id = nextShape()
    xml.put("<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"")
    xml.put(name)
    xml.put(
      " \(id)\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph\(kind)/></p:nvPr></p:nvSpPr><p:spPr>")
    if let place { xml.put(PPTXNames.transform(place)) }
    xml.put("</p:spPr><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>")
    content(&self)
    xml.put("</p:txBody></p:sp>")
  }

  private mutating func body(_ lines: [PPTXSlide.Line], isBody: Bool, _ place: PPTXSlide.Rectangle?) {
    if isBody {
      return placeholder("Content", " idx=\"1\"", place) { $0.paragraphs(lines) }
    }
    let id = nextShape()
    let rectangle = place ?? PPTXMeasure.content
    xml.put(
      "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"Text \(id)\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>\(PPTXNames.transform(rectangle))<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"square\"><a:normAutofit/></a:bodyPr><a:lstStyle/>"
    )
    paragraphs(lines, isPlain: true)
    xml.put("</p:txBody></p:sp>")
  }

  // MARK: Pictures and charts

  private mutating func picture(_ image: Image, _ place: PPTXSlide.Rectangle) {
    guard let picture = book.media.picture(image.source, of: book.document) else { return }
    let wanted = image.width == nil && image.height == nil
    var size = OfficeMedia.fit(
      image, picture.extent, width: place.width, height: place.height, fontSize: PPTXMeasure.bodySize)
    if wanted {
      // Without a size of its own a picture fills its place, four times as large at most.
      let scale = min(place.width / size.width, place.height / size.height, 4)
      size = (size.width * scale, size.height * scale)
    }
    let box = PPTXSlide.Rectangle(
      x: place.x + (place.width - size.width) / 2, y: place.y + (place.height - size.height) / 2, width: size.width,
      height: size.height)
    let id = nextShape()
    let embedded = relationships.id(office: "image", picture.target)
    xml.put("<p:pic><p:nvPicPr><p:cNvPr id=\"\(id)\" name=\"Picture \(id)\"")
    if !image.isDecorative { xml.attribute(" descr", image.alternative) }
    if image.isDecorative {
      xml.put(
        "><a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst></p:cNvPr>"
      )
    } else {
      xml.put("/>")
    }
    xml.put("<p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill>")
    if picture.isVector {
      xml.put(
        "<a:blip r:embed=\"\(embedded)\"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"\(embedded)\"/></a:ext></a:extLst></a:blip>"
      )
    } else {
      xml.put("<a:blip r:embed=\"\(embedded)\"/>")
    }
    xml.put(
      "<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>\(PPTXNames.transform(box))<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>"
    )
  }

  private mutating func graphic(_ name: StaticString, _ description: String, _ place: PPTXSlide.Rectangle) {
    let id = nextShape()
    xml.put("<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"\(id)\" name=\"")
    xml.put(name)
    xml.put(" \(id)\"")
    if !description.isEmpty { xml.attribute(" descr", description) }
    xml.put(
      "/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>")
    xml.put(PPTXNames.transform(place, "p:xfrm"))
  }

  private mutating func chart(_ chart: Chart, _ place: PPTXSlide.Rectangle) {
    book.charts.append(chart)
    let id = relationships.id(office: "chart", "../charts/chart\(book.charts.count).xml")
    graphic("Chart", chart.description, place)
    xml.put(
      "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"\(id)\"/></a:graphicData></a:graphic></p:graphicFrame>"
    )
  }

  // MARK: Tables

  private mutating func table(_ table: Table, _ rows: Range<Int>, _ place: PPTXSlide.Rectangle) {
    var grid = TablePlacement(table)
    let widths = table.widths(columns: grid.columns, total: place.width)
    let direction =
      table.attributes.direction ?? table.attributes.language.map { TextDirection(language: $0) } ?? book.direction
    graphic("Table", table.caption.plainText, place)
    xml.put(
      "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"\(table.header.isEmpty ? 0 : 1)\" bandRow=\"1\"\(direction == .rightToLeft ? " rtl=\"1\"" : "")/><a:tblGrid>"
    )
    for width in widths { xml.put("<a:gridCol w=\"\(OfficeMeasures.emu(width))\"/>") }
    xml.put("</a:tblGrid>")
    let isLast = rows.upperBound == table.rows.count
    let parts = [(0, table.header), (1, Array(table.rows[rows])), (2, isLast ? table.footer : [])]
    for (kind, part) in parts {
      for (index, row) in part.enumerated() {
        let slots = grid.place(row, below: part.count - index - 1)
        xml.put("<a:tr h=\"\(OfficeMeasures.emu(PPTXMeasure.height(row, widths)))\">")
        for slot in slots { cells(slot, kind, index, table) }
        xml.put("</a:tr>")
      }
    }
    xml.put("</a:tbl></a:graphicData></a:graphic></p:graphicFrame>")
  }

  private mutating func cells(_ slot: TablePlacement.Slot, _ kind: Int, _ row: Int, _ table: Table) {
    for part in 0..<slot.columnSpan {
      xml.put("<a:tc")
      if part == 0, slot.columnSpan > 1 { xml.put(" gridSpan=\"\(slot.columnSpan)\"") }
      if part == 0, slot.rowSpan > 1 { xml.put(" rowSpan=\"\(slot.rowSpan)\"") }
      if part > 0 { xml.put(" hMerge=\"1\"") }
      if slot.isContinued { xml.put(" vMerge=\"1\"") }
      xml.put("><a:txBody><a:bodyPr/><a:lstStyle/>")
      if part == 0, let cell = slot.cell {
        let alignment =
          cell.alignment ?? (slot.column < table.columns.count ? table.columns[slot.column].alignment : nil)
        let isStrong = kind != 1 || slot.column < table.headerColumns
        cellText(PPTXPlan.lines(cell.blocks), alignment, isStrong: isStrong, isHeader: kind == 0)
      } else {
        xml.put("<a:p><a:endParaRPr sz=\"\(Int(PPTXMeasure.tableSize * 100))\"/></a:p>")
      }
      xml.put("</a:txBody>")
      cellBox(kind, row)
      xml.put("</a:tc>")
    }
  }

  private mutating func cellText(_ lines: [PPTXSlide.Line], _ alignment: TextAlignment?, isStrong: Bool, isHeader: Bool)
  {
    if lines.isEmpty { return xml.put("<a:p><a:endParaRPr sz=\"\(Int(PPTXMeasure.tableSize * 100))\"/></a:p>") }
    for line in lines {
      xml.put("<a:p>")
      let direction = line.run.direction ?? line.inlines.firstDirection ?? book.direction
      let isRight = direction == .rightToLeft
      let side: String? =
        switch line.alignment ?? alignment {
        case nil: isRight ? "r" : nil
        case .start?: isRight ? "r" : "l"
        case .center?: "ctr"
        case .end?: isRight ? "l" : "r"
        case .justify?: "just"
        }
      if side != nil || isRight || line.bullet != .none {
        xml.put("<a:pPr")
        if line.bullet != .none { xml.put(" marL=\"171450\" indent=\"-171450\"") }
        if let side { xml.put(" algn=\"\(side)\"") }
        if isRight { xml.put(" rtl=\"1\"") }
        xml.put(line.bullet == .none ? "/>" : "><a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/></a:pPr>")
      }
      var format = Format(line.run, form: line.form)
      format.size = PPTXMeasure.tableSize
      format.isMuted = false
      if isStrong { format.run.marks.insert(.strong) }
      if isHeader { format.color = book.theme.colors.tableHeaderText }
      inlines(line.inlines, format)
      xml.put("</a:p>")
    }
  }

  private mutating func cellBox(_ kind: Int, _ row: Int) {
    let colors = book.theme.colors
    let rules = book.theme.tableRules
    xml.put("<a:tcPr marL=\"80000\" marR=\"80000\" marT=\"40000\" marB=\"40000\" anchor=\"\(kind == 0 ? "b" : "t")\">")
    for side in ["L", "R", "T", "B"] {
      let isDrawn =
        switch rules {
        case .none: false
        case .grid: true
        case .horizontal: side == "T" || side == "B"
        case .booktabs: kind == 0 && (side == "T" || side == "B")
        }
      if isDrawn {
        xml.put(
          "<a:ln\(side) w=\"9525\"><a:solidFill><a:srgbClr val=\"\(colors.line.hexadecimal)\"/></a:solidFill></a:ln\(side)>"
        )
      } else {
        xml.put("<a:ln\(side) w=\"0\"><a:noFill/></a:ln\(side)>")
      }
    }
    let fill: Color? =
      kind == 0
      ? (colors.tableHeader == colors.background ? nil : colors.tableHeader)
      : kind == 1 && row % 2 == 1 ? colors.tableStripe : nil
    if let fill {
      xml.put("<a:solidFill><a:srgbClr val=\"\(fill.hexadecimal)\"/></a:solidFill>")
    } else {
      xml.put("<a:noFill/>")
    }
    xml.put("</a:tcPr>")
  }

  // MARK: Notes

  mutating func notesPage(_ lines: [PPTXSlide.Line], slide: Int) {
    xml.put(OfficePackage.declaration)
    xml.put("<p:notes ")
    xml.put(PPTXNames.spaces)
    xml.put(
      "><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide Image\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
    )
    for line in lines {
      xml.put("<a:p>")
      inlines(line.inlines, Format(line.run, form: .body))
      xml.put("</a:p>")
    }
    xml.put("</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>")
  }
}
