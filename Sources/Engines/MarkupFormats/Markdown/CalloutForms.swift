internal import Documents

/// The words by which Markdown and HTML name callouts.
enum CalloutForms {
  static func form(named name: some StringProtocol) -> Callout.Form? {
    let name = name.lowercased()
    switch name {
    case "info": return .information
    case "error": return .danger
    case "hint": return .tip
    default: return Callout.Form(rawValue: name)
    }
  }
}
