/// Names and values of a span or an event, in order. Sensitive names and credentials in texts are masked on the way in.
public struct SpanAttributes: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  struct Pair: Sendable, Hashable {
    let name: String
    var value: SpanValue
  }

  /// More than that are counted, not kept.
  static let limit = 128

  private(set) var pairs: [Pair] = []
  private(set) var droppedCount = 0

  public init() {}

  public init(dictionaryLiteral elements: (String, SpanValue)...) {
    for (name, value) in elements { self[name] = value }
  }

  /// Nil leaves the attributes as they are.
  public subscript(_ name: String) -> SpanValue? {
    get { pairs.first { $0.name == name }?.value }
    set {
      guard let newValue else { return }
      let value = Self.masked(newValue, name)
      if let place = pairs.firstIndex(where: { $0.name == name }) {
        pairs[place].value = value
      } else if pairs.count < Self.limit {
        pairs.append(Pair(name: name, value: value))
      } else {
        droppedCount += 1
      }
    }
  }

  private static func masked(_ value: SpanValue, _ name: String) -> SpanValue {
    if SensitiveName.matches(name) { return .string(SecretMask.text) }
    return switch value {
    case .string(let text): .string(SecretScrubber.scrubbed(text))
    case .strings(let texts): .strings(texts.map(SecretScrubber.scrubbed))
    default: value
    }
  }
}
