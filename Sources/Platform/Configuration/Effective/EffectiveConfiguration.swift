internal import CommandLineTool
public import JSON

/// The configuration in force: a value for every key, and where each came from.
public struct EffectiveConfiguration: Sendable {
  /// One key of the configuration in force.
  public struct Entry: Sendable {
    public let key: KeyDefinition
    let value: KeyDefinition.Value
    public let source: ConfigurationSource

    /// The value as it may be shown.
    public var text: String { key.secrecy.shown(value.text) }

    /// The value as it may be shown, as JSON.
    public var json: JSONValue {
      key.secrecy == .open || value.json == .null ? value.json : .string(text)
    }
  }

  public let schema: ConfigurationSchema
  /// In the schema's order.
  public let entries: [Entry]
  /// The file that was read.
  public let file: String?
  private let values: [String: any Sendable]

  init(schema: ConfigurationSchema, entries: [Entry], file: String?) {
    self.schema = schema
    self.entries = entries
    self.file = file
    values = Dictionary(entries.map { ($0.key.name, $0.value.value) }, uniquingKeysWith: { _, last in last })
  }

  /// The value of a key; its default where the schema does not list the key.
  public subscript<Value: Sendable>(_ key: Key<Value>) -> Value {
    values[key.definition.name] as? Value ?? key.fallback
  }

  /// Where the value of a key came from.
  public func source<Value>(of key: Key<Value>) -> ConfigurationSource {
    entries.first { $0.key.name == key.definition.name }?.source ?? .builtIn
  }

  /// One line for each key: name, value, source. Secrets are hidden.
  public var lines: [String] {
    TextLayout.table(entries.map { [$0.key.name, $0.text.isEmpty ? "-" : visible($0.text), $0.source.description] })
  }

  /// An object of all keys with value and source. Secrets are hidden.
  public var json: JSONValue {
    .object(
      entries.map { entry in
        .init(
          entry.key.name,
          .object([.init("value", entry.json), .init("source", .string(entry.source.description))]))
      })
  }
}
