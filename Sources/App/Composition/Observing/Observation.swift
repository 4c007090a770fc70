internal import API
internal import CommandLineTool
internal import Configuration
internal import Glibc
internal import Telemetry

/// Logs, metrics and traces of the process.
final class Observation: Sendable {
  let logs: Logs
  let registry = MetricRegistry()
  let tracer: Tracer?
  private let exporter: TraceExporter?
  private let transport: CollectorTransport?

  init(_ configuration: EffectiveConfiguration) throws {
    let isTerminal = isatty(2) == 1
    let format: LogFormat =
      switch configuration[Keys.logFormat] {
      case .auto: isTerminal ? .pretty(colors: true) : .json
      case .pretty: .pretty(colors: isTerminal)
      case .json: .json
      }
    logs = Logs(format: format, levels: configuration[Keys.logLevel])
    if let url = configuration[Keys.tracesURL] {
      let transport = try CollectorTransport(url: url)
      let exporter = TraceExporter(
        resource: ["service.name": "export-ia", "service.version": .string(ProductVersion.number)],
        scope: "export-ia", version: ProductVersion.number, transport: transport)
      tracer = Tracer(sampler: TraceSampler(ratio: configuration[Keys.tracesRatio]), exporter: exporter)
      exporter.register(in: registry)
      self.exporter = exporter
      self.transport = transport
    } else {
      tracer = nil
      exporter = nil
      transport = nil
    }
    ProcessMetrics.register(in: registry)
    logs.register(in: registry)
  }

  /// Sends and writes what is left.
  func stop() async {
    await exporter?.shutdown(within: .seconds(2))
    await transport?.close()
    logs.flush()
  }
}
