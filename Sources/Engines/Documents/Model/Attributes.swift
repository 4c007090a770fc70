/// What any block or inline can carry: a name to refer to, classes, a language, further pairs, and where it came from.
public struct Attributes: Sendable, Hashable {
  /// Unique in the document; references and links (`#id`) lead here.
  public var id: String?
  public var classes: [String]
  /// A BCP 47 tag where it differs from what is around.
  public var language: String?
  public var direction: TextDirection?
  /// Further pairs, in order.
  public var pairs: [Variable]
  /// Where it stood in its source; does not count when documents are compared.
  public var origin: Origin?

  public init(
    id: String? = nil, classes: [String] = [], language: String? = nil, direction: TextDirection? = nil,
    pairs: [Variable] = [], origin: Origin? = nil
  ) {
    self.id = id
    self.classes = classes
    self.language = language
    self.direction = direction
    self.pairs = pairs
    self.origin = origin
  }

  public static let none = Attributes()

  /// Nothing but, perhaps, an origin.
  public var isEmpty: Bool {
    id == nil && classes.isEmpty && language == nil && direction == nil && pairs.isEmpty
  }

  public func has(_ name: String) -> Bool { classes.contains(name) }

  /// The value of a pair.
  public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  public static func == (left: Attributes, right: Attributes) -> Bool {
    left.id == right.id && left.classes == right.classes && left.language == right.language
      && left.direction == right.direction && left.pairs == right.pairs
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(classes)
    hasher.combine(language)
    hasher.combine(direction)
    hasher.combine(pairs)
  }
}
