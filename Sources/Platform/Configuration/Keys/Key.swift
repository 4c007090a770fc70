public import CommandLineTool

/// A key of the configuration and the type of its value. Declared once as a constant, listed in the schema, and read
/// with `configuration[key]`.
public struct Key<Value: Sendable>: ConfigurationKey {
  public let definition: KeyDefinition
  public let fallback: Value

  /// - Parameters:
  ///   - name: with dots between its parts: `http.port`. The environment's name and the flag's follow from it.
  ///   - flag: a shorter name of the flag beside the derived one.
  ///   - documentation: one line, without a full stop.
  public init(
    _ name: String, _ type: ValueType<Value>, default fallback: Value, flag: String? = nil, short: Character? = nil,
    secrecy: Secrecy = .open, _ documentation: String
  ) {
    self.fallback = fallback
    definition = KeyDefinition(
      name: name, placeholder: type.placeholder, expectation: type.expectation, candidates: type.candidates,
      completion: type.completion, forms: type.forms, alias: flag, short: short, secrecy: secrecy,
      documentation: documentation, isSwitch: Value.self == Bool.self,
      fallback: KeyDefinition.Value(fallback, type.text(of: fallback), type.json(of: fallback))
    ) { text throws(ValueError) in
      let value = try type.value(of: text)
      return KeyDefinition.Value(value, type.text(of: value), type.json(of: value))
    }
  }

  /// A key that may be unset.
  public init<Wrapped: Sendable>(
    _ name: String, _ type: ValueType<Wrapped>, flag: String? = nil, short: Character? = nil, secrecy: Secrecy = .open,
    _ documentation: String
  ) where Value == Wrapped? {
    self.init(name, .optional(type), default: nil, flag: flag, short: short, secrecy: secrecy, documentation)
  }
}
