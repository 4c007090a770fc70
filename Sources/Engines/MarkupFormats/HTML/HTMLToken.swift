/// A piece of HTML.
enum HTMLToken {
  case text(String)
  /// Names are in lower case.
  case start(String, HTMLAttributes, isSelfClosing: Bool)
  case end(String)
}
