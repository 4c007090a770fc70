/// A named value, as in "customer" and "Anna Müller".
public struct Variable: Sendable, Hashable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
