/// One positional argument, without the type of its value.
public struct ArgumentDefinition: Sendable {
  public let name: String
  public let help: String
  public let completion: ValueCompletion
  /// How many texts it takes.
  public let counts: ClosedRange<Int>
  let decode: @Sendable ([String]) throws(ValueError) -> any Sendable

  init(
    name: String, help: String, completion: ValueCompletion, counts: ClosedRange<Int>,
    decode: @escaping @Sendable ([String]) throws(ValueError) -> any Sendable
  ) {
    self.name = name
    self.help = help
    self.completion = completion
    self.counts = counts
    self.decode = decode
  }

  /// As usage lines show it: `FILE`, `[FILE]`, `[FILE ...]`.
  var usage: String {
    switch (counts.lowerBound, counts.upperBound) {
    case (1, 1): name
    case (0, 1): "[\(name)]"
    case (0, _): "[\(name) ...]"
    default: "\(name) ..."
    }
  }
}

/// What may stand in a command's list of arguments.
public protocol CommandArgument: Sendable {
  var definition: ArgumentDefinition { get }
}

extension ArgumentDefinition: CommandArgument {
  public var definition: ArgumentDefinition { self }
}
