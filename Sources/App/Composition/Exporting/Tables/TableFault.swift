internal import CommandLineTool
internal import Exports
internal import Tables

/// What is wrong with something that was asked of a table.
struct TableFault: Error {
  /// The option it is about, by its name on the command line.
  let option: String
  let code: String
  let message: String
  /// What to do, in words that suit a command line and a request.
  let hint: String?

  init(_ option: any CommandOption, _ message: String, code: String = "usage", hint: String? = nil) {
    self.option = option.definition.name
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// Runs what an option asks for; errors of tables become its own.
  static func of<Value>(_ option: any CommandOption, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as TableError where error.code != .cancelled {
      throw TableFault(option, error.description, code: error.code.rawValue)
    }
  }

  /// As the command line shows it.
  var failure: CommandFailure { CommandFailure(code: code, "--\(option): \(message)", hint: hint) }

  /// As a request's answer shows it.
  var jobError: JobError {
    JobError(
      code == "usage" ? "option_invalid" : code, hint.map { "\(message). \($0)" } ?? "\(message).",
      option: TableWishes.member(option))
  }
}

/// A transform whose errors name the option that asked for it, while its rows are read as well.
final class WishedTable: TableSource {
  private let source: any TableSource
  private let option: any CommandOption

  init(_ option: any CommandOption, _ make: () throws -> any TableSource) throws {
    self.option = option
    source = try TableFault.of(option, make)
  }

  var schema: TableSchema { source.schema }

  func narrow(to interest: TableInterest) { source.narrow(to: interest) }

  func next() throws -> TableChunk? {
    do { return try source.next() } catch let error as TableError where error.code == .expression {
      throw TableFault(option, error.description, code: error.code.rawValue)
    }
  }
}
