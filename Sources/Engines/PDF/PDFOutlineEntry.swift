/// A line of the bookmarks.
struct PDFOutlineEntry {
  let title: String
  let level: Int
  let page: Int
  let top: Double
}
