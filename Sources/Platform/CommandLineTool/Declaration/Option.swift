/// An option of a command and the type of its value. Declared once as a constant, listed in its command, and read
/// with `context[option]`.
public struct Option<Value: Sendable>: CommandOption {
  public var definition: OptionDefinition
  /// The value where the option was not given; nil for a required one.
  let absent: Value?
}

extension Option {
  /// An option with a default.
  public init(
    _ name: String, short: Character? = nil, aliases: [String] = [], _ type: ValueType<Value>, default value: Value,
    _ help: String
  ) {
    definition = OptionDefinition(
      name: name, aliases: aliases, short: short, placeholder: type.placeholder, help: help,
      completion: type.completion, fallback: type.text(of: value),
      decode: { texts throws(ValueError) in try Self.last(texts, type) ?? value })
    absent = value
  }

  /// An option that must be given.
  public init(
    required name: String, short: Character? = nil, aliases: [String] = [], _ type: ValueType<Value>, _ help: String
  ) {
    definition = OptionDefinition(
      name: name, aliases: aliases, short: short, placeholder: type.placeholder, help: help,
      completion: type.completion, isRequired: true,
      decode: { texts throws(ValueError) in
        guard let value = try Self.last(texts, type) else {
          throw ValueError(text: "", expectation: type.expectation)
        }
        return value
      })
    absent = nil
  }

  /// An option that may be absent.
  public init<Wrapped: Sendable>(
    _ name: String, short: Character? = nil, aliases: [String] = [], _ type: ValueType<Wrapped>, _ help: String
  ) where Value == Wrapped? {
    definition = OptionDefinition(
      name: name, aliases: aliases, short: short, placeholder: type.placeholder, help: help,
      completion: type.completion,
      decode: { texts throws(ValueError) in
        let value: Value = if let text = texts.last { try type.value(of: text) } else { nil }
        return value
      })
    absent = .some(nil)
  }

  /// An option that may be given several times.
  public init<Element: Sendable>(
    repeated name: String, short: Character? = nil, aliases: [String] = [], _ type: ValueType<Element>, _ help: String
  ) where Value == [Element] {
    definition = OptionDefinition(
      name: name, aliases: aliases, short: short, placeholder: type.placeholder, help: help,
      completion: type.completion, isRepeatable: true,
      decode: { texts throws(ValueError) in
        var values: Value = []
        for text in texts { values.append(try type.value(of: text)) }
        return values
      })
    absent = []
  }

  /// An option without a value; `--name=false` takes it back.
  public init(flag name: String, short: Character? = nil, aliases: [String] = [], _ help: String) where Value == Bool {
    definition = OptionDefinition(
      name: name, aliases: aliases, short: short, placeholder: nil, help: help,
      decode: { texts throws(ValueError) in try Self.last(texts, .boolean) ?? false })
    absent = false
  }

  /// Works, but help and shells do not show it.
  public var hidden: Self {
    var changed = self
    changed.definition.isHidden = true
    return changed
  }

  /// Shown under a heading of its own.
  public func grouped(_ heading: String) -> Self {
    var changed = self
    changed.definition.group = heading
    return changed
  }

  private static func last(_ texts: [String], _ type: ValueType<Value>) throws(ValueError) -> Value? {
    guard let text = texts.last else { return nil }
    return try type.value(of: text)
  }
}

extension Option {
  /// The value that these texts stand for, as if they had been typed; its default where there are none.
  public func value(of texts: [String]) throws(ValueError) -> Value {
    if texts.isEmpty, let absent { return absent }
    guard let value = try definition.decode(texts) as? Value else {
      throw ValueError(text: texts.last ?? "", expectation: "another value")
    }
    return value
  }
}
