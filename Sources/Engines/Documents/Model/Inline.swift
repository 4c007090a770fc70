/// A part of running text.
public indirect enum Inline: Sendable, Hashable {
  case text(String)
  case strong([Inline])
  case emphasis([Inline])
  case strike([Inline])
  case underline([Inline])
  case superscript([Inline])
  case `subscript`([Inline])
  case smallCaps([Inline])
  case code(String)
  case link(Link)
  /// To something in this document.
  case reference(Reference)
  case citation(Citation)
  case footnote(Footnote)
  case image(Image)
  /// In the language of TeX's mathematics.
  case math(String)
  /// The line ends here.
  case lineBreak
  /// A line of the source ended here; a space to the reader.
  case softBreak
  /// A part with a language, a direction or classes of its own.
  case span(Span)
  /// The value of that name: see `Document.value(ofVariable:)`; `page` and `pages` are the layout's.
  case variable(String)
  case raw(RawInline)

  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case text, strong, emphasis, strike, underline, superscript
    case `subscript` = "subscript"
    case smallCaps = "small-caps"
    case code, link, reference, citation, footnote, image, math
    case lineBreak = "line-break"
    case softBreak = "soft-break"
    case span, variable, raw
  }

  public var kind: Kind {
    switch self {
    case .text: .text
    case .strong: .strong
    case .emphasis: .emphasis
    case .strike: .strike
    case .underline: .underline
    case .superscript: .superscript
    case .subscript: .subscript
    case .smallCaps: .smallCaps
    case .code: .code
    case .link: .link
    case .reference: .reference
    case .citation: .citation
    case .footnote: .footnote
    case .image: .image
    case .math: .math
    case .lineBreak: .lineBreak
    case .softBreak: .softBreak
    case .span: .span
    case .variable: .variable
    case .raw: .raw
    }
  }

  /// The inlines inside, where it is a container of running text.
  public var children: [Inline] {
    switch self {
    case .strong(let inlines), .emphasis(let inlines), .strike(let inlines), .underline(let inlines),
      .superscript(let inlines), .subscript(let inlines), .smallCaps(let inlines):
      inlines
    case .link(let link): link.inlines
    case .reference(let reference): reference.inlines
    case .span(let span): span.inlines
    default: []
    }
  }
}
