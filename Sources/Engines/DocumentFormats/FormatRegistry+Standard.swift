internal import Documents
internal import MarkupFormats
internal import OfficeFormats
internal import PageFormats

extension FormatRegistry {
  /// Everything that this package can write and read, one line each.
  public static let standard = FormatRegistry(writers: standardWriters, readers: standardReaders)

  /// The same, for one document that is exported again and again, a little changed each time: pages are set anew only
  /// where they changed. Exports of this registry wait for each other.
  public static func remembering() -> FormatRegistry {
    var registry = standard
    registry.add(PDFWriter(memory: SectionMemory()))
    return registry
  }

  private static let standardWriters: [any DocumentWriter] = [
    PlainTextWriter(), HTMLWriter(), MarkdownWriter(), JSONDocumentWriter(), XMLDocumentWriter(), EPUBWriter(),
    DOCXWriter(), ODTWriter(), PPTXWriter(), RTFWriter(), LaTeXWriter(), PDFWriter(),
    SVGPagesWriter(),
  ]

  private static let standardReaders: [any DocumentReader] = [
    PlainTextReader(), MarkdownReader(), HTMLReader(), JSONDocumentReader(), EPUBReader(), DOCXReader(), ODTReader(),
  ]
}
