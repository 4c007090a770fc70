extension Document {
  /// The theme as the quality level and the branding make it; writers use this one.
  public var effectiveTheme: Theme {
    let features = quality.features
    var theme = features.usesTheme ? self.theme : .plain
    if features.appliesBranding, let branding { theme = theme.branded(branding) }
    return theme
  }

  /// Headers and footers as the document sets them, or else as its quality level does: the title above, the page
  /// below. The first page shows no header.
  public var effectiveRunning: RunningContent {
    var running = self.running
    let features = quality.features
    if running.header.isEmpty, features.hasRunningContent, metadata.title != nil {
      let company = branding?.company.map { [Inline.text($0)] } ?? []
      running.header = .init(
        all: .init(start: [.variable("title")], end: features.appliesBranding ? company : []), first: .init())
    }
    if running.footer.isEmpty, numbering.showsPages ?? features.numbersPages {
      running.footer = .init(all: .init(center: [.variable("page"), .text(" / "), .variable("pages")]))
    }
    return running
  }
}
