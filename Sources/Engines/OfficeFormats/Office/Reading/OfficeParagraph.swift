internal import Documents

/// A paragraph of an office document as it was read: its words, and what its style says it is.
struct OfficeParagraph {
  enum Role: Equatable {
    case body, title, subtitle, author, date
    case heading(Int, isListed: Bool)
    case quote, attribution, code, caption
    case callout(Callout.Form, isTitle: Bool)
    case term, definition, rule, bibliography
    case division(Division.Role)
    /// Lines of a table of contents or of a list of figures; they are made anew.
    case listed
    case listedHeading
    case listContinue(Int)
  }

  struct Marker: Equatable {
    var level: Int
    var marker: List.Marker
    var isDone: Bool?
    /// Which list it belongs to.
    var group: Int
  }

  var role = Role.body
  var inlines: [Inline] = []
  var alignment: TextAlignment?
  var attributes = Attributes.none
  var marker: Marker?
  var isLoose = true
  var isNumbered = true
  /// Further in than text usually is: behind a list it belongs to the list's last item.
  var isIndented = false
  /// The counter of a caption, as in `Figure`.
  var sequence: String?
  /// A formula that is all of the paragraph, and whether it counts.
  var formula: (tex: String, isNumbered: Bool)?

  /// The picture that is all of the paragraph.
  var onlyImage: Image? {
    guard inlines.count == 1, case .image(let image) = inlines[0] else { return nil }
    return image
  }
}
