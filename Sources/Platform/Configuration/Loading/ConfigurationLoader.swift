internal import CommandLineTool
internal import JSON

/// Puts the sources together: flags over the environment over the file over the defaults.
struct ConfigurationLoader {
  private struct Candidate {
    let value: KeyDefinition.Value
    let source: ConfigurationSource
  }

  private let schema: ConfigurationSchema
  private var values: [String: Candidate] = [:]
  private(set) var problems: [ConfigurationProblem] = []

  init(_ schema: ConfigurationSchema) {
    self.schema = schema
  }

  func result(file: String?) throws(ConfigurationError) -> EffectiveConfiguration {
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    let entries = schema.keys.map { key in
      let found = values[key.name] ?? Candidate(value: key.fallback, source: .builtIn)
      return EffectiveConfiguration.Entry(key: key, value: found.value, source: found.source)
    }
    return EffectiveConfiguration(schema: schema, entries: entries, file: file)
  }

  // MARK: File

  mutating func readFile(_ path: String, namedBy source: ConfigurationSource) {
    let document: TOMLDocument
    do {
      document = try TOMLDocument(parsing: ConfigurationFile.read(path))
    } catch let error as ConfigurationFile.ReadFailure {
      let message = source == .builtIn ? error.message : "the file '\(visible(path))' \(error.message)"
      return report(.unreadableFile, nil, source == .builtIn ? .file(path: path, line: 1) : source, message)
    } catch let error as TOMLError {
      return report(
        .malformedFile, nil, .file(path: path, line: error.line), "column \(error.column): \(error.message)")
    } catch {
      return report(.unreadableFile, nil, source, String(describing: error))
    }
    for entry in document.entries {
      let source = ConfigurationSource.file(path: path, line: entry.line)
      let name = entry.path.joined(separator: ".")
      guard let key = schema.keys.first(where: { $0.name == name }) else {
        let nearest = NearestName.of(name, among: schema.keys.map(\.name))
        let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
        report(.unknownKey, name, source, "unknown key '\(visible(name))'\(hint)")
        continue
      }
      take(entry.value, for: key, from: source)
    }
  }

  private mutating func take(_ value: TOMLValue, for key: KeyDefinition, from source: ConfigurationSource) {
    guard key.forms.contains(value.form) else {
      let forms = key.forms.map(\.rawValue).sorted().joined(separator: " or ")
      return report(
        .wrongValue, key.name, source,
        "'\(key.name)' is \(value.form.rawValue), but has to be \(forms): \(key.expectation)")
    }
    if case .array(let elements) = value, elements.contains(where: { $0.text.contains(",") }) {
      return report(.wrongValue, key.name, source, "'\(key.name)': an element of the list holds a comma")
    }
    take(value.text, for: key, from: source)
  }

  // MARK: Environment

  mutating func readEnvironment(_ environment: [String: String]) {
    let prefix = schema.variablePrefix + "_"
    var byVariable: [String: KeyDefinition] = [:]
    for key in schema.keys { byVariable[key.variable(prefix: schema.variablePrefix)] = key }
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) {
      let source = ConfigurationSource.environment(name: name)
      if let key = byVariable[name] {
        take(value, for: key, from: source)
      } else if name.hasSuffix("_FILE"), let key = byVariable[String(name.dropLast(5))], key.secrecy != .open {
        readSecret(key, path: value, variable: name, environment)
      } else if !isForeign(name, value) {
        let nearest = NearestName.of(name, among: byVariable.keys.sorted() + [prefix + "CONFIG"])
        let hint = nearest.map { "; did you mean \($0)?" } ?? ""
        report(.unknownKey, nil, source, "there is no such setting\(hint)")
      }
    }
  }

  private func isForeign(_ name: String, _ value: String) -> Bool {
    name == "\(schema.variablePrefix)_CONFIG" || schema.ignoredVariables.contains { name.hasPrefix($0) }
      || OrchestratorVariables.contains(name, value: value)
  }

  private mutating func readSecret(
    _ key: KeyDefinition, path: String, variable: String, _ environment: [String: String]
  ) {
    let plain = String(variable.dropLast(5))
    if environment[plain] != nil {
      return report(
        .conflict, key.name, .environment(name: variable), "\(plain) is set as well; only one of the two may be")
    }
    do {
      var bytes = try ConfigurationFile.read(path)[...]
      // One line break at the end belongs to the file, not to the secret.
      if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
      if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return report(.unreadableFile, key.name, .environment(name: variable), "the file is not UTF-8 text")
      }
      take(text, for: key, from: .secretFile(path: path, variable: variable))
    } catch {
      report(
        .unreadableFile, key.name, .environment(name: variable), "the file '\(visible(path))' \(error.message)")
    }
  }

  // MARK: Flags

  mutating func readFlags(_ occurrences: [OptionOccurrence]) {
    for key in schema.keys {
      let own = occurrences.filter { $0.name == key.flag }
      guard let last = own.last else { continue }
      let text = key.forms.contains(.list) ? own.map(\.value).joined(separator: ",") : last.value
      take(text, for: key, from: .flag(name: last.spelling))
    }
  }

  private mutating func take(_ text: String, for key: KeyDefinition, from source: ConfigurationSource) {
    do {
      values[key.name] = Candidate(value: try key.decode(text), source: source)
    } catch {
      let shown = key.secrecy == .open ? visible(text) : visible(key.secrecy.shown(text))
      report(.wrongValue, key.name, source, "'\(key.name)' is '\(shown)', but has to be \(key.expectation)")
    }
  }

  private mutating func report(
    _ code: ConfigurationProblem.Code, _ key: String?, _ source: ConfigurationSource, _ message: String
  ) {
    problems.append(ConfigurationProblem(code: code, key: key, source: source, message: message))
  }
}
