/// How `/metrics` is written.
public enum ExpositionFormat: Sendable, Hashable {
  /// Prometheus' text format 0.0.4.
  case prometheus
  /// OpenMetrics 1.0.
  case openMetrics

  public var contentType: String {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// The format that the `Accept` header prefers; Prometheus' own where it names neither.
  public static func negotiated(accept: String?) -> ExpositionFormat {
    guard let accept else { return .prometheus }
    var best: (format: ExpositionFormat, weight: Double) = (.prometheus, -1)
    for range in accept.split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
      guard let type = parts.first else { continue }
      var weight = 1.0
      var version: String?
      for parameter in parts.dropFirst() {
        if parameter.hasPrefix("q=") { weight = Double(parameter.dropFirst(2)) ?? 0 }
        if parameter.hasPrefix("version=") { version = String(parameter.dropFirst(8)) }
      }
      let format: ExpositionFormat
      switch type {
      case "application/openmetrics-text" where version == nil || version == "1.0.0": format = .openMetrics
      case "text/plain" where version == nil || version == "0.0.4", "text/*", "*/*": format = .prometheus
      default: continue
      }
      // The first of two equally good ones wins, as the client put it first.
      if weight > 0, weight > best.weight { best = (format, weight) }
    }
    return best.format
  }
}
