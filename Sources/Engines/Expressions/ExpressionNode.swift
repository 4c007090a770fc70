/// An expression as written.
public struct ExpressionNode: Sendable {
  public indirect enum Kind: Sendable {
    case literal(ExpressionValue)
    case name(String)
    /// `address.city`
    case member(ExpressionNode, String)
    case call(Operation, [ExpressionNode])
    /// A summary of many rows; the argument of `count()` is nil.
    case aggregate(Aggregate, ExpressionNode?)
  }

  public let kind: Kind
  /// Where it stands in the text, in bytes.
  public let range: Range<Int>
  /// How many nodes lie above each other here.
  let height: Int

  public init(_ kind: Kind, at range: Range<Int>) {
    self.kind = kind
    self.range = range
    height =
      switch kind {
      case .literal, .name, .aggregate(_, nil): 1
      case .member(let base, _): base.height + 1
      case .call(_, let arguments): (arguments.map(\.height).max() ?? 0) + 1
      case .aggregate(_, let argument?): argument.height + 1
      }
  }

  /// Its parts.
  public var children: [ExpressionNode] {
    switch kind {
    case .literal, .name, .aggregate(_, nil): []
    case .member(let base, _): [base]
    case .call(_, let arguments): arguments
    case .aggregate(_, let argument?): [argument]
    }
  }

  public var hasAggregate: Bool {
    if case .aggregate = kind { return true }
    return children.contains { $0.hasAggregate }
  }
}

/// How many values become one.
public enum Aggregate: String, Sendable, Hashable, CaseIterable {
  case count, sum, mean, least = "min", greatest = "max", first, last
  case distinct = "count_distinct"

  /// `avg` is what SQL calls the mean.
  init?(name: String) {
    if name == "avg" { self = .mean } else { self.init(rawValue: name) }
  }
}
