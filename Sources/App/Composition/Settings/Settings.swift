internal import CommandLineTool
internal import Configuration

/// The configuration in force, as the parts of the program need it.
struct Settings: Sendable {
  let configuration: EffectiveConfiguration

  static var options: [any CommandOption] { Keys.schema.options }

  /// Flags over the environment over the file over the defaults.
  static func load(_ context: CommandContext) throws -> Settings {
    do {
      return Settings(
        configuration: try Keys.schema.load(occurrences: context.occurrences, environment: context.environment))
    } catch {
      throw CommandFailure(
        code: "configuration", error.description, hint: "'export-ia config' shows the values in force.")
    }
  }

  var dataFolder: String { configuration[Keys.data] }

  var database: DatabaseLocation {
    DatabaseLocation(url: configuration[Keys.databaseURL], dataFolder: dataFolder)
  }
}
