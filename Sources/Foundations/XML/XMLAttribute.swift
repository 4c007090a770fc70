/// One attribute of an element, its entities resolved.
public struct XMLAttribute: Sendable, Hashable {
  public let name: XMLName
  public let value: String

  public init(_ name: XMLName, _ value: String) {
    self.name = name
    self.value = value
  }
}
