/// Variables that Kubernetes sets for every service of a namespace. For a service named like the program they begin
/// like its own variables, and must not be taken for unknown keys.
enum OrchestratorVariables {
  static func contains(_ name: String, value: String) -> Bool {
    if name.hasSuffix("_SERVICE_HOST") || name.hasSuffix("_SERVICE_PORT") { return true }
    if name.contains("_SERVICE_PORT_") { return true }
    // EXPORT_IA_PORT_8000_TCP, and the same with _PROTO, _PORT and _ADDR.
    let words = name.split(separator: "_")
    guard let protocolPlace = words.lastIndex(where: { ["TCP", "UDP", "SCTP"].contains($0) }), protocolPlace >= 2,
      words[protocolPlace - 2] == "PORT", words[protocolPlace - 1].allSatisfy({ $0.isASCII && $0.isNumber })
    else { return name.hasSuffix("_PORT") && ["tcp://", "udp://", "sctp://"].contains { value.hasPrefix($0) } }
    let after = words[(protocolPlace + 1)...]
    return after.isEmpty || (after.count == 1 && ["PROTO", "PORT", "ADDR"].contains(after.first))
  }
}
