/// Names and values beside a log line's message, in order: `["port": 8000, "path": .string(path)]`.
public struct LogFields: Sendable, ExpressibleByDictionaryLiteral {
  var pairs: [(name: String, value: LogValue)]

  public init(dictionaryLiteral elements: (String, LogValue)...) {
    pairs = elements.map { (name: $0.0, value: $0.1) }
  }

  public init() { pairs = [] }

  public mutating func append(_ name: String, _ value: LogValue) {
    pairs.append((name, value))
  }
}
