/// A name with the namespace that its prefix stands for.
public struct XMLName: Sendable, Hashable, CustomStringConvertible {
  /// Empty where there is none.
  public let namespace: String
  public let local: String
  /// As the document spells it; empty where there is none. It takes no part in comparisons.
  public let prefix: String

  public init(_ local: String, namespace: String = "", prefix: String = "") {
    self.local = local
    self.namespace = namespace
    self.prefix = prefix
  }

  public static func == (left: XMLName, right: XMLName) -> Bool {
    left.local == right.local && left.namespace == right.namespace
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(local)
    hasher.combine(namespace)
  }

  public var description: String { prefix.isEmpty ? local : "\(prefix):\(local)" }
}
