internal import Documents
internal import Typesetting

/// Figures, charts and tables that may leave their place.
extension PDFComposition {
  /// A box may take so much of the height of a page's text.
  private static let mostHeight = 0.98

  /// Sets a block that may move, as something the pages find a place for; false for one that stays where it is.
  func setApart(_ block: Block) throws -> Bool {
    switch block {
    case .figure, .chart, .table: break
    default: return false
    }
    guard let place = floatPlace(block.attributes), isTopLevel, galley.decoration < 0 else { return false }
    let geometry = paginator.geometry
    let spans = place == .page || geometry.columns > 1 && block.attributes.spansColumns
    let own = Galley()
    let outer = (galley, frame, isFloating)
    (galley, isFloating) = (own, true)
    if spans { frame = Frame(left: 0, width: geometry.textWidth) }
    defer { (galley, frame, isFloating) = outer }
    try setInPlace(block)
    previousWasParagraph = false
    if own.height <= geometry.textHeight * Self.mostHeight || place == .page {
      outer.0.add(FloatBox(own, at: FloatBox.Place(place), spans: spans))
    } else if spans {
      // It is cut at the ends of pages, which only floats with pages of their own are.
      outer.0.add(FloatBox(own, at: .page, spans: true))
    } else {
      notes.warn(
        "float", "A figure or table that may move is higher than a page; it stands where it is mentioned.",
        at: Self.location(block.attributes))
      outer.0.append(own)
    }
    return true
  }

  private static func location(_ attributes: Attributes) -> DocumentError.Location {
    attributes.origin.map { DocumentError.Location(line: Int($0.line)) } ?? DocumentError.Location()
  }

  private func floatPlace(_ attributes: Attributes) -> FloatPlace? {
    if let place = attributes.floatPlace { return place }
    if let other = attributes["float"] {
      notes.warn(
        "float", "“\(other)” is no place for a float: it may be here, top, bottom or page.",
        at: Self.location(attributes))
    }
    return nil
  }
}

extension FloatBox.Place {
  init(_ place: FloatPlace) {
    switch place {
    case .here: self = .here
    case .top: self = .top
    case .bottom: self = .bottom
    case .page: self = .page
    }
  }
}
