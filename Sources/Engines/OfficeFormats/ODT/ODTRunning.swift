internal import ByteIO
internal import Documents

/// Headers and footers of a master page.
struct ODTRunning {
  let master: ODTBook.Master

  /// The markup inside of the master page; styles that it needs come into the text's book.
  func markup(_ text: inout ODTText) -> String {
    let start = text.xml.bytes.count
    element(master.running.header, "header", &text)
    element(master.running.footer, "footer", &text)
    let markup = text.xml.bytes.withUnsafeBytes { String(decoding: $0[start...], as: UTF8.self) }
    text.xml.bytes.removeLast(text.xml.bytes.count - start)
    return markup
  }

  private func element(_ lines: RunningContent.Lines, _ kind: String, _ text: inout ODTText) {
    let isHeader = kind == "header"
    let hasWatermark = isHeader && text.book.document.watermark != nil
    guard !lines.isEmpty || hasWatermark else { return }
    let running = master.running
    let hasEven = [running.header, running.footer].contains { $0.even != nil || $0.odd != nil }
    let usual = lines.odd ?? lines.all
    part("style:\(kind)", master.next == nil ? usual : lines.first ?? usual, isHeader, &text)
    if hasEven && master.next == nil { part("style:\(kind)-left", lines.even ?? lines.all, isHeader, &text) }
  }

  private func part(_ name: String, _ line: RunningContent.Line?, _ isHeader: Bool, _ text: inout ODTText) {
    let line = line ?? RunningContent.Line()
    let width = master.page.textExtent.width
    let stops =
      "<style:tab-stops><style:tab-stop style:position=\"\(ODTNames.points(width / 2))\" style:type=\"center\"/><style:tab-stop style:position=\"\(ODTNames.points(width))\" style:type=\"right\"/></style:tab-stops>"
    var attributes = ""
    if line.hasRule {
      let own = isHeader ? "bottom" : "top"
      for side in ["top", "bottom", "left", "right"] {
        attributes +=
          " fo:border-\(side)=\"\(side == own ? "0.5pt solid #\(text.book.theme.colors.line.hexadecimal)" : "none")\""
      }
      attributes += " fo:padding-\(own)=\"3pt\""
    }
    let style = text.book.styles.name(
      "paragraph", "R", parent: isHeader ? "Header" : "Footer",
      "<style:paragraph-properties\(attributes)>\(stops)</style:paragraph-properties>")
    text.xml.put("<\(name)><text:p text:style-name=\"\(style)\">")
    text.beginSpaces()
    text.lineWidth = width
    if isHeader { watermark(&text) }
    text.inlines(line.start, RunStyle())
    if !line.center.isEmpty || !line.end.isEmpty { text.xml.put("<text:tab/>") }
    text.inlines(line.center, RunStyle())
    if !line.end.isEmpty { text.xml.put("<text:tab/>") }
    text.inlines(line.end, RunStyle())
    text.xml.put("</text:p></\(name)>")
  }

  /// A text across the page, as a shape behind what is written.
  private func watermark(_ text: inout ODTText) {
    guard let watermark = text.book.document.watermark, case .text(let words) = watermark.content else { return }
    text.book.counts.frames += 1
    let length = Double(max(words.unicodeScalars.count, 1))
    let width = min(max(length * 62, 160), 480)
    let height = min(width / length * 1.6, 150)
    let radians = OfficeMeasures.whole(watermark.angle * .pi / 180 * 10_000)
    let angle = "\(radians / 10_000).\(String(10_000 + abs(radians % 10_000)).dropFirst())"
    let style = text.book.styles.name(
      "graphic", "Wm", parent: "",
      "<style:graphic-properties draw:stroke=\"none\" draw:fill=\"solid\" draw:fill-color=\"#\(watermark.color.hexadecimal)\" draw:opacity=\"\(OfficeMeasures.whole(watermark.opacity * 100))%\" style:run-through=\"background\" style:wrap=\"run-through\" style:number-wrapped-paragraphs=\"no-limit\" style:vertical-pos=\"middle\" style:vertical-rel=\"page-content\" style:horizontal-pos=\"center\" style:horizontal-rel=\"page-content\" draw:auto-grow-height=\"false\"/>"
    )
    text.xml.put(
      "<draw:custom-shape text:anchor-type=\"paragraph\" draw:z-index=\"0\" draw:name=\"PowerPlusWaterMarkObject\(text.book.counts.frames)\" draw:style-name=\"\(style)\" svg:width=\"\(ODTNames.points(width))\" svg:height=\"\(ODTNames.points(height))\" draw:transform=\"rotate (\(angle)) translate (0pt 300pt)\"><text:p>"
    )
    text.xml.text(words)
    text.xml.put(
      "</text:p><draw:enhanced-geometry svg:viewBox=\"0 0 21600 21600\" draw:text-areas=\"0 0 21600 21600\" draw:text-path=\"true\" draw:type=\"fontwork-plain-text\" draw:modifiers=\"10800\" draw:enhanced-path=\"M ?f3 0 L ?f5 0 N M ?f6 21600 L ?f7 21600 N\"><draw:equation draw:name=\"f0\" draw:formula=\"$0 -10800\"/><draw:equation draw:name=\"f1\" draw:formula=\"?f0 *2\"/><draw:equation draw:name=\"f2\" draw:formula=\"abs(?f1 )\"/><draw:equation draw:name=\"f3\" draw:formula=\"if(?f1 ,0,?f2 )\"/><draw:equation draw:name=\"f4\" draw:formula=\"21600-?f2 \"/><draw:equation draw:name=\"f5\" draw:formula=\"if(?f1 ,?f4 ,21600)\"/><draw:equation draw:name=\"f6\" draw:formula=\"if(?f1 ,?f2 ,0)\"/><draw:equation draw:name=\"f7\" draw:formula=\"if(?f1 ,21600,?f4 )\"/></draw:enhanced-geometry></draw:custom-shape>"
    )
    text.endSpaces()
  }
}
