internal import Documents
internal import MarkupFormats
internal import OfficeFormats
internal import PageFormats

extension FormatRegistry {
  /// Everything that this package can write and read, one line each.
  public static let standard = FormatRegistry(writers: standardWriters, readers: standardReaders)

  private static let standardWriters: [any DocumentWriter] = [
    PlainTextWriter(), HTMLWriter(), MarkdownWriter(), JSONDocumentWriter(), XMLDocumentWriter(), EPUBWriter(),
    DOCXWriter(), ODTWriter(), PPTXWriter(), RTFWriter(), LaTeXWriter(), PDFWriter(),
  ]

  private static let standardReaders: [any DocumentReader] = [
    PlainTextReader(), MarkdownReader(), HTMLReader(), JSONDocumentReader(), EPUBReader(), DOCXReader(), ODTReader(),
  ]
}
