public import JSON

/// What a text on the command line or in a configuration may say, and how it is read and shown.
public struct ValueType<Value: Sendable>: Sendable {
  /// Stands for the value in help, `PORT` in `--port PORT`.
  public var placeholder: String
  /// What is allowed, for error messages: "an integer from 1 to 65535".
  public var expectation: String
  /// All values there are, where they can be listed; shells offer them.
  public var candidates: [String]
  public var completion: ValueCompletion
  /// The forms that a typed file may give the value in.
  public var forms: Set<ValueForm>
  let read: @Sendable (String) -> Value?
  let show: @Sendable (Value) -> String
  let showJSON: @Sendable (Value) -> JSONValue

  public init(
    placeholder: String, expectation: String, candidates: [String] = [], completion: ValueCompletion = .none,
    forms: Set<ValueForm> = [.text], show: @escaping @Sendable (Value) -> String,
    json: (@Sendable (Value) -> JSONValue)? = nil, read: @escaping @Sendable (String) -> Value?
  ) {
    self.placeholder = placeholder
    self.expectation = expectation
    self.candidates = candidates
    self.completion = candidates.isEmpty ? completion : .words(candidates)
    self.forms = forms
    self.read = read
    self.show = show
    showJSON = json ?? { .string(show($0)) }
  }

  public func value(of text: String) throws(ValueError) -> Value {
    guard let value = read(text) else { throw ValueError(text: text, expectation: expectation) }
    return value
  }

  /// The text that reads back as `value`.
  public func text(of value: Value) -> String { show(value) }

  public func json(of value: Value) -> JSONValue { showJSON(value) }

  public func named(_ placeholder: String) -> Self {
    var changed = self
    changed.placeholder = placeholder
    return changed
  }
}
