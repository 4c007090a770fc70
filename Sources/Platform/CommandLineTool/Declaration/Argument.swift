/// A positional argument of a command and the type of its value, read with `context[argument]`.
public struct Argument<Value: Sendable>: CommandArgument {
  public let definition: ArgumentDefinition
  let absent: Value?
}

extension Argument {
  /// An argument that must be given.
  public init(_ name: String, _ type: ValueType<Value>, _ help: String) {
    definition = ArgumentDefinition(name: name, help: help, completion: type.completion, counts: 1...1) {
      texts throws(ValueError) in try type.value(of: texts.first ?? "")
    }
    absent = nil
  }

  /// An argument that may be absent.
  public init<Wrapped: Sendable>(optional name: String, _ type: ValueType<Wrapped>, _ help: String)
  where Value == Wrapped? {
    definition = ArgumentDefinition(name: name, help: help, completion: type.completion, counts: 0...1) {
      texts throws(ValueError) in
      let value: Value = if let text = texts.first { try type.value(of: text) } else { nil }
      return value
    }
    absent = .some(nil)
  }

  /// All arguments that are left.
  public init<Element: Sendable>(
    rest name: String, atLeast least: Int = 0, _ type: ValueType<Element>, _ help: String
  ) where Value == [Element] {
    definition = ArgumentDefinition(name: name, help: help, completion: type.completion, counts: least ... .max) {
      texts throws(ValueError) in
      var values: Value = []
      for text in texts { values.append(try type.value(of: text)) }
      return values
    }
    absent = []
  }
}
