extension Listing.Subject {
  /// The heading of such a list.
  public func word(_ wording: Wording) -> String {
    switch self {
    case .figures: wording.figures
    case .tables: wording.tables
    case .code: wording.listings
    }
  }

  /// The word before an entry's number.
  public func label(_ wording: Wording) -> String {
    switch self {
    case .figures: wording.figure
    case .tables: wording.table
    case .code: wording.listing
    }
  }

  public func entries(_ outline: DocumentOutline) -> [DocumentOutline.Entry] {
    switch self {
    case .figures: outline.figures
    case .tables: outline.tables
    case .code: outline.code
    }
  }
}
