/// One option of a command, without the type of its value: what the parser, the help and the shells need to know.
public struct OptionDefinition: Sendable {
  /// The long name without dashes.
  public let name: String
  /// Further long names that mean the same.
  public var aliases: [String]
  public var short: Character?
  /// Stands for the value in help; nil for a flag, which needs none.
  public let placeholder: String?
  public let help: String
  public let completion: ValueCompletion
  public var isRepeatable: Bool
  public var isRequired: Bool
  public var isHidden: Bool
  /// Its heading in help; nil for "OPTIONS".
  public var group: String?
  /// What help shows as the default.
  public var fallback: String?
  /// Turns all texts that were given into the value; called once for each run.
  let decode: @Sendable ([String]) throws(ValueError) -> any Sendable

  public init(
    name: String, aliases: [String] = [], short: Character? = nil, placeholder: String?, help: String,
    completion: ValueCompletion = .none, isRepeatable: Bool = false, isRequired: Bool = false, isHidden: Bool = false,
    group: String? = nil, fallback: String? = nil,
    decode: @escaping @Sendable ([String]) throws(ValueError) -> any Sendable = { texts throws(ValueError) in texts }
  ) {
    self.name = name
    self.aliases = aliases
    self.short = short
    self.placeholder = placeholder
    self.help = help
    self.completion = completion
    self.isRepeatable = isRepeatable
    self.isRequired = isRequired
    self.isHidden = isHidden
    self.group = group
    self.fallback = fallback
    self.decode = decode
  }

  var isFlag: Bool { placeholder == nil }
  var longNames: [String] { [name] + aliases }
  /// How it is typed, all forms.
  var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + longNames.map { "--\($0)" } }
}

/// What may stand in a command's list of options.
public protocol CommandOption: Sendable {
  var definition: OptionDefinition { get }
}

extension OptionDefinition: CommandOption {
  public var definition: OptionDefinition { self }
}
