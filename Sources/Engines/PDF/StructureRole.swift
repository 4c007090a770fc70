/// The standard structure types that our documents use.
public enum StructureRole: UInt8, Sendable, CaseIterable {
  case document, part, section, division, heading1, heading2, heading3, heading4, heading5, heading6, paragraph, list,
    listItem, label, listBody, quote, code, table, tableHead, tableBody, tableFoot, tableRow, headerCell, dataCell,
    figure, formula, caption, link, reference, note, span, contents, contentsItem, bibliographyEntry, inlineQuote,
    form

  /// The name in the file.
  public var name: StaticString {
    switch self {
    case .document: "Document"
    case .part: "Part"
    case .section: "Sect"
    case .division: "Div"
    case .heading1: "H1"
    case .heading2: "H2"
    case .heading3: "H3"
    case .heading4: "H4"
    case .heading5: "H5"
    case .heading6: "H6"
    case .paragraph: "P"
    case .list: "L"
    case .listItem: "LI"
    case .label: "Lbl"
    case .listBody: "LBody"
    case .quote: "BlockQuote"
    case .code: "Code"
    case .table: "Table"
    case .tableHead: "THead"
    case .tableBody: "TBody"
    case .tableFoot: "TFoot"
    case .tableRow: "TR"
    case .headerCell: "TH"
    case .dataCell: "TD"
    case .figure: "Figure"
    case .formula: "Formula"
    case .caption: "Caption"
    case .link: "Link"
    case .reference: "Reference"
    case .note: "Note"
    case .span: "Span"
    case .contents: "TOC"
    case .contentsItem: "TOCI"
    case .bibliographyEntry: "BibEntry"
    case .inlineQuote: "Quote"
    case .form: "Form"
    }
  }

  public static func heading(_ level: Int) -> StructureRole {
    [.heading1, .heading2, .heading3, .heading4, .heading5, .heading6][min(max(level, 1), 6) - 1]
  }
}
