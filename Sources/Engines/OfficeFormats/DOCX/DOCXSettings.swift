internal import Documents

/// What a document tells the word processor about itself.
struct DOCXSettings {
  let document: Document
  let theme: Theme
  let hasEvenPages: Bool
  let needsUpdate: Bool
  let hasFootnotes: Bool

  var markup: MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put(
      "<w:settings xmlns:w=\"\(DOCXNames.main)\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">"
    )
    xml.put("<w:zoom w:percent=\"100\"/>")
    if document.page.isTwoSided { xml.put("<w:mirrorMargins/>") }
    xml.put("<w:defaultTabStop w:val=\"720\"/>")
    if document.quality.features.hyphenates { xml.put("<w:autoHyphenation/>") }
    if hasEvenPages { xml.put("<w:evenAndOddHeaders/>") }
    xml.put("<w:characterSpacingControl w:val=\"doNotCompress\"/>")
    if needsUpdate { xml.put("<w:updateFields w:val=\"true\"/>") }
    if hasFootnotes { xml.put("<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>") }
    xml.put(
      "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/><w:compatSetting w:name=\"overrideTableStyleFontSizeAndJustification\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/><w:compatSetting w:name=\"enableOpenTypeFeatures\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/><w:compatSetting w:name=\"doNotFlipMirrorIndents\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/></w:compat>"
    )
    xml.put(
      "<m:mathPr><m:mathFont m:val=\"Cambria Math\"/><m:dispDef/><m:defJc m:val=\"centerGroup\"/><m:intLim m:val=\"subSup\"/><m:naryLim m:val=\"undOvr\"/></m:mathPr>"
    )
    xml.put("<w:themeFontLang")
    xml.attribute(" w:val", DOCXLanguage.full(document.metadata.effectiveLanguage))
    xml.put(
      "/><w:clrSchemeMapping w:bg1=\"light1\" w:t1=\"dark1\" w:bg2=\"light2\" w:t2=\"dark2\" w:accent1=\"accent1\" w:accent2=\"accent2\" w:accent3=\"accent3\" w:accent4=\"accent4\" w:accent5=\"accent5\" w:accent6=\"accent6\" w:hyperlink=\"hyperlink\" w:followedHyperlink=\"followedHyperlink\"/>"
    )
    xml.put("<w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/></w:settings>")
    return xml
  }

  /// The fonts that the document names, with what may stand in for them.
  var fontTable: MarkupStream {
    var xml = MarkupStream()
    xml.put(OfficePackage.declaration)
    xml.put("<w:fonts xmlns:w=\"\(DOCXNames.main)\">")
    var seen: Set<String> = []
    for (families, otherwise) in [
      (theme.fonts.body, "Calibri"), (theme.fonts.heading, "Calibri"), (theme.fonts.code, "Courier New"),
      ([], "Cambria Math"),
    ] {
      let name = OfficeTheme.family(families, otherwise: otherwise)
      guard seen.insert(name).inserted else { continue }
      let kind = families.last ?? "serif"
      xml.put("<w:font")
      xml.attribute(" w:name", name)
      xml.put(">")
      if let other = Self.standIn(kind), other != name { xml.put("<w:altName w:val=\"\(other)\"/>") }
      xml.put("<w:charset w:val=\"00\"/><w:family w:val=\"\(Self.family(kind))\"/>")
      xml.put("<w:pitch w:val=\"\(kind == "monospace" ? "fixed" : "variable")\"/></w:font>")
    }
    xml.put("</w:fonts>")
    return xml
  }

  private static func standIn(_ generic: String) -> String? {
    switch generic {
    case "serif": "Cambria"
    case "sans-serif": "Segoe UI"
    case "monospace": "Consolas"
    default: nil
    }
  }

  private static func family(_ generic: String) -> String {
    switch generic {
    case "serif": "roman"
    case "monospace": "modern"
    default: "swiss"
    }
  }
}
