public import CommandLineTool

extension ConfigurationSchema {
  /// The effective configuration. Everything that is wrong, in all sources, is in the error.
  ///
  /// - Parameters:
  ///   - occurrences: the options as typed; those that are no keys are left alone.
  ///   - folder: where a file is looked for when none is named; empty for the working folder.
  public func load(
    occurrences: [OptionOccurrence] = [], environment: [String: String] = [:], folder: String = ""
  ) throws(ConfigurationError) -> EffectiveConfiguration {
    var loader = ConfigurationLoader(self)
    let fileVariable = "\(variablePrefix)_CONFIG"
    var file: String?
    if let named = occurrences.last(where: { $0.name == Self.fileOption.definition.name }) {
      file = named.value
      loader.readFile(named.value, namedBy: .flag(name: named.spelling))
    } else if let named = environment[fileVariable] {
      file = named
      loader.readFile(named, namedBy: .environment(name: fileVariable))
    } else if let found = ConfigurationFile.usualPlace(program: program, folder: folder) {
      file = found
      loader.readFile(found, namedBy: .builtIn)
    }
    loader.readEnvironment(environment)
    loader.readFlags(occurrences)
    return try loader.result(file: file)
  }
}
