/// One event of a document that is pulled.
public enum XMLEvent: Sendable, Hashable {
  case start(XMLName, [XMLAttribute])
  case end(XMLName)
  /// A whole run of text between markup; CDATA sections belong to it.
  case text(String)
  case comment(String)
  case instruction(target: String, data: String)
}
