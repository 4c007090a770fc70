internal import CommandLineTool
internal import JSON

/// `export-ia doctor`: what this machine has and lacks, and how to mend it.
enum DoctorCommand {
  static func command() -> Command {
    Command(
      "doctor", "Check libraries, fonts, dictionaries, disk and database, and say how to mend each",
      discussion: "Exits with 1 when something has to be mended before the program can work.",
      options: [StandardOptions.json] + Settings.options,
      examples: [
        .init("export-ia doctor", "Check this machine"),
        .init("export-ia doctor --json", "The same for programs"),
      ]
    ) { context in
      let findings = await examine(try Settings.load(context))
      if context.isJSON {
        context.printJSON(json(findings))
      } else {
        for finding in findings { print(finding, context) }
      }
      return findings.contains { $0.outcome == .problem } ? .failure : .success
    }
  }

  static func examine(_ settings: Settings) async -> [Finding] {
    let checks: [any DoctorCheck] = [
      LibrariesCheck(), OpenFilesCheck(), DiskCheck(folder: settings.dataFolder),
      DatabaseCheck(location: settings.database), FontsCheck(), DictionariesCheck(),
    ]
    var findings: [Finding] = []
    for check in checks { findings += await check.run() }
    return findings
  }

  private static func print(_ finding: Finding, _ context: CommandContext) {
    let output = context.terminal.output
    let mark =
      switch finding.outcome {
      case .good: output.styled("ok     ", .green)
      case .warning: output.styled("warning", .yellow)
      case .problem: output.styled("problem", .red)
      }
    context.print("\(mark)  \(finding.subject): \(finding.message)")
    if let remedy = finding.remedy { context.print("         mend: \(remedy)") }
  }

  private static func json(_ findings: [Finding]) -> JSONValue {
    let outcomes = Set(findings.map(\.outcome))
    let worst: Finding.Outcome = outcomes.contains(.problem) ? .problem : outcomes.contains(.warning) ? .warning : .good
    return [
      "outcome": .string(worst.rawValue),
      "findings": .array(
        findings.map { finding in
          var members: [JSONValue.Member] = [
            .init("subject", .string(finding.subject)), .init("outcome", .string(finding.outcome.rawValue)),
            .init("message", .string(finding.message)),
          ]
          if let remedy = finding.remedy { members.append(.init("remedy", .string(remedy))) }
          return .object(members)
        }),
    ]
  }
}
