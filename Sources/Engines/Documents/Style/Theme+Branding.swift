extension Theme {
  /// The theme in a company's colours and fonts.
  public func branded(_ branding: Branding) -> Theme {
    var theme = self
    if let color = branding.primaryColor {
      theme.colors.accent = color
      theme.colors.heading = color.contrast(with: theme.colors.background) >= 4.5 ? color : theme.colors.heading
      if theme.colors.tableHeader != theme.colors.background {
        theme.colors.tableHeader = color
        theme.colors.tableHeaderText =
          color.contrast(with: .white) >= color.contrast(with: .black) ? .white : .black
      }
      theme.colors.series.insert(color, at: 0)
    }
    if let color = branding.secondaryColor {
      theme.colors.series.insert(color, at: branding.primaryColor == nil ? 0 : 1)
    }
    if !branding.bodyFonts.isEmpty { theme.fonts.body = branding.bodyFonts + theme.fonts.body }
    if !branding.headingFonts.isEmpty { theme.fonts.heading = branding.headingFonts + theme.fonts.heading }
    return theme
  }
}
