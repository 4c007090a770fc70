public import CommandLineTool
internal import JSON

/// What may stand in a schema's list of keys.
public protocol ConfigurationKey: Sendable {
  var definition: KeyDefinition { get }
}

/// A key without the type of its value: what loading, showing and documenting need to know.
public struct KeyDefinition: Sendable {
  /// A value and how it is shown, before secrets are hidden.
  struct Value: Sendable {
    let value: any Sendable
    let text: String
    let json: JSONValue

    init(_ value: any Sendable, _ text: String, _ json: JSONValue) {
      self.value = value
      self.text = text
      self.json = json
    }
  }

  public let name: String
  public let placeholder: String
  /// What is allowed, for error messages.
  public let expectation: String
  public let candidates: [String]
  public let completion: ValueCompletion
  /// The forms that a file may give the value in.
  public let forms: Set<ValueForm>
  public let alias: String?
  public let short: Character?
  public let secrecy: Secrecy
  public let documentation: String
  let isSwitch: Bool
  let fallback: Value
  let decode: @Sendable (String) throws(ValueError) -> Value

  /// Dots and dashes become `-`: `--http-port`.
  public var flag: String { String(name.map { ".-_".contains($0) ? "-" : $0 }) }

  /// Everything but letters and digits becomes `_`: `EXPORT_IA_HTTP_PORT`.
  public func variable(prefix: String) -> String {
    "\(prefix)_" + name.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }

  /// The first part of the name: the heading it stands under.
  var section: String { String(name.prefix { $0 != "." }) }

  /// The default as it may be shown; empty where the key is unset.
  public var shownFallback: String { secrecy.shown(fallback.text) }

  /// As an option of a command. The text is checked when the configuration is loaded, with everything else.
  var option: OptionDefinition {
    OptionDefinition(
      name: flag, aliases: alias.map { [$0] } ?? [], short: short, placeholder: isSwitch ? nil : placeholder,
      help: documentation, completion: completion, isRepeatable: forms.contains(.list), group: "Configuration",
      fallback: isSwitch ? nil : shownFallback)
  }
}
