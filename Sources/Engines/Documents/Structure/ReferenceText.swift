/// The words that a reference shows.
public struct ReferenceText: Sendable {
  public let outline: DocumentOutline
  public let wording: Wording
  public let noteNumbers: [String: Int]

  public init(outline: DocumentOutline, wording: Wording, noteNumbers: [String: Int] = [:]) {
    self.outline = outline
    self.wording = wording
    self.noteNumbers = noteNumbers
  }

  /// Nil where the reference brings its own words. A page that is not known is shown as the title.
  public func text(of reference: Reference, page: Int? = nil) -> String? {
    guard reference.inlines.isEmpty else { return nil }
    if reference.form == .footnote { return noteNumbers[reference.target].map { "[\($0)]" } ?? "" }
    guard let subject = outline.subject(of: reference.target), let entry = outline.entry(subject) else {
      return page.map(String.init) ?? reference.target
    }
    let title = entry.inlines.plainText
    switch reference.form {
    case .page: return page.map(String.init) ?? (title.isEmpty ? entry.number ?? reference.target : title)
    case .title: return title.isEmpty ? entry.number ?? reference.target : title
    case .number: return entry.number ?? title
    case .label, .footnote:
      guard let number = entry.number else { return title }
      return switch subject {
      case .heading: "\(wording.section) \(number)"
      case .figure: "\(wording.figure) \(number)"
      case .table: "\(wording.table) \(number)"
      case .code: "\(wording.listing) \(number)"
      case .formula, .footnote, .other: "(\(number))"
      }
    }
  }
}
