/// How the pages from one on are numbered in the reader's list.
public struct PDFPageLabel: Sendable, Equatable {
  public enum Style: String, Sendable {
    case decimal = "D"
    case lowerRoman = "r"
    case upperRoman = "R"
  }

  public let firstPage: Int
  public let style: Style?
  public let start: Int

  public init(firstPage: Int, style: Style?, start: Int = 1) {
    self.firstPage = firstPage
    self.style = style
    self.start = start
  }
}
