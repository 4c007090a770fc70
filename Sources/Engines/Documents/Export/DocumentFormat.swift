/// The formats documents are written in and read from.
public enum DocumentFormat: String, Sendable, Hashable, CaseIterable {
  case pdf, docx, odt, epub, html, markdown, text, rtf, latex, pptx, json, xml
  /// Pages as pictures of vectors.
  case svg

  /// The usual ending of its files, without the point.
  public var fileExtension: String { endings[0] }

  /// All endings that mean this format.
  public var endings: [String] {
    switch self {
    case .html: ["html", "htm", "xhtml"]
    case .markdown: ["md", "markdown", "mdown", "mkd"]
    case .text: ["txt", "text"]
    case .latex: ["tex", "latex"]
    default: [rawValue]
    }
  }

  public var mediaType: String {
    switch self {
    case .pdf: "application/pdf"
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .odt: "application/vnd.oasis.opendocument.text"
    case .epub: "application/epub+zip"
    case .html: "text/html; charset=utf-8"
    case .markdown: "text/markdown; charset=utf-8"
    case .text: "text/plain; charset=utf-8"
    case .rtf: "application/rtf"
    case .latex: "application/x-tex"
    case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    case .json: "application/json"
    case .xml: "application/xml"
    case .svg: "image/svg+xml"
    }
  }

  /// The format as a person calls it.
  public var title: String {
    switch self {
    case .markdown: "Markdown"
    case .text: "plain text"
    case .latex: "LaTeX"
    default: rawValue.uppercased()
    }
  }

  /// By name, alias or ending, in any case: `md`, `word`, `text/html`, `.tex`.
  public init?(named name: String) {
    var name = name.lowercased()
    if name.hasPrefix(".") { name.removeFirst() }
    let type = name.split(separator: ";").first.map(String.init) ?? name
    let aliases: [String: DocumentFormat] = [
      "word": .docx, "opendocument": .odt, "ebook": .epub, "web": .html, "plain": .text, "powerpoint": .pptx,
      "slides": .pptx, "image/svg": .svg,
    ]
    let found = Self.allCases.first {
      $0.rawValue == name || $0.endings.contains(name) || $0.mediaType == name || $0.mediaType.hasPrefix(type + ";")
        || $0.mediaType == type
    }
    guard let format = found ?? aliases[name] else { return nil }
    self = format
  }

  /// By the ending of a file's name.
  public init?(path: String) {
    guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = format
  }
}
