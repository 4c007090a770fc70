internal import Documents

/// How a run of text looks, gathered on the way down through the inlines.
struct RunStyle: Hashable {
  struct Marks: OptionSet, Hashable {
    let rawValue: UInt16

    static let strong = Marks(rawValue: 1)
    static let emphasis = Marks(rawValue: 2)
    static let strike = Marks(rawValue: 4)
    static let underline = Marks(rawValue: 8)
    static let superscript = Marks(rawValue: 16)
    static let `subscript` = Marks(rawValue: 32)
    static let smallCaps = Marks(rawValue: 64)
    static let code = Marks(rawValue: 128)
    static let link = Marks(rawValue: 256)
  }

  var marks: Marks = []
  /// Where it differs from the document's.
  var language: String?
  /// Where it is set; nil follows from the characters.
  var direction: TextDirection?

  func with(_ more: Marks) -> RunStyle {
    var style = self
    style.marks.formUnion(more)
    return style
  }

  /// In the language and direction of the attributes, where they name one.
  func with(_ attributes: Attributes) -> RunStyle {
    var style = self
    if let language = attributes.language { style.language = language }
    if let direction = attributes.direction { style.direction = direction }
    return style
  }

  /// What a mark of running text adds, for inlines that are nothing but a mark.
  static func marks(of inline: Inline) -> (Marks, [Inline])? {
    switch inline {
    case .strong(let inner): (.strong, inner)
    case .emphasis(let inner): (.emphasis, inner)
    case .strike(let inner): (.strike, inner)
    case .underline(let inner): (.underline, inner)
    case .superscript(let inner): (.superscript, inner)
    case .subscript(let inner): (.subscript, inner)
    case .smallCaps(let inner): (.smallCaps, inner)
    default: nil
    }
  }
}
