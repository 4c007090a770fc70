/// Where a link leads.
public enum PDFTarget: Sendable, Equatable {
  case address(String)
  /// A named place of the document.
  case place(String)
}

/// An area of a page that leads somewhere.
struct PDFLink {
  let page: Int
  let area: (left: Double, bottom: Double, right: Double, top: Double)
  let target: PDFTarget
  let description: String
  let element: StructureTree.Node
}
