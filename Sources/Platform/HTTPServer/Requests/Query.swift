/// The parameters behind the question mark, decoded when asked for.
public struct Query: Sendable {
  /// As it came.
  public let text: String

  public init(text: String) {
    self.text = text
  }

  /// The first value of that name; a name without `=` has the empty value.
  public subscript(name: String) -> String? {
    for pair in pairs where pair.name == name { return pair.value }
    return nil
  }

  public func values(of name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }

  public var pairs: [(name: String, value: String)] {
    text.split(separator: "&", omittingEmptySubsequences: true).map { part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        PercentCoding.decode(halves[0], plusIsSpace: true),
        halves.count > 1 ? PercentCoding.decode(halves[1], plusIsSpace: true) : ""
      )
    }
  }
}
