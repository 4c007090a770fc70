internal import Threads

/// All metrics of a process. Metrics are made at set-up; `/metrics` reads them.
public final class MetricRegistry: Sendable {
  private struct Entry: Sendable {
    let description: MetricDescription
    let read: @Sendable () -> [MetricReading.Series]
  }

  private let entries = Lock<[Entry]>([])
  private let seriesLimit: Int
  private let refused: MetricFamily<Counter>

  /// - Parameter seriesLimit: series per metric, unless a metric says otherwise.
  public init(seriesLimit: Int = 1_000) {
    self.seriesLimit = seriesLimit
    refused = MetricFamily(
      name: "telemetry_refused_series", labels: ["metric"], limit: .max, refused: Counter(), make: { Counter() })
    let description = MetricDescription(
      "telemetry_refused_series", help: "Requests for a series over its metric's limit, counted as overflow",
      kind: .counter, labels: ["metric"])
    let refused = refused
    add(description) {
      refused.all.map { .init(values: $0.values, sample: .counter(Double($0.instrument.value))) }
    }
  }

  // MARK: Metrics with labels

  public func counters(
    _ name: String, help: String, labels: [String], limit: Int? = nil
  ) -> MetricFamily<Counter> {
    let description = MetricDescription(name, help: help, kind: .counter, labels: labels)
    return family(description, limit, make: { Counter() }, read: { .counter(Double($0.value)) })
  }

  public func levels(_ name: String, help: String, labels: [String], limit: Int? = nil) -> MetricFamily<Level> {
    let description = MetricDescription(name, help: help, kind: .gauge, labels: labels)
    return family(description, limit, make: { Level() }, read: { .gauge(Double($0.value)) })
  }

  public func gauges(_ name: String, help: String, labels: [String], limit: Int? = nil) -> MetricFamily<Gauge> {
    let description = MetricDescription(name, help: help, kind: .gauge, labels: labels)
    return family(description, limit, make: { Gauge() }, read: { .gauge($0.value) })
  }

  public func histograms(
    _ name: String, help: String, scale: HistogramScale, labels: [String], limit: Int? = nil
  ) -> MetricFamily<Histogram> {
    let description = MetricDescription(name, help: help, kind: .histogram, labels: labels)
    return family(description, limit, make: { Histogram(scale) }, read: { .histogram($0.snapshot) })
  }

  // MARK: Metrics without labels

  public func counter(_ name: String, help: String) -> Counter {
    counters(name, help: help, labels: []).series()
  }

  public func level(_ name: String, help: String) -> Level {
    levels(name, help: help, labels: []).series()
  }

  public func gauge(_ name: String, help: String) -> Gauge {
    gauges(name, help: help, labels: []).series()
  }

  public func histogram(_ name: String, help: String, scale: HistogramScale) -> Histogram {
    histograms(name, help: help, scale: scale, labels: []).series()
  }

  // MARK: Metrics that are asked

  /// A counter whose value is asked for at each reading; nil leaves it out.
  public func counter(_ name: String, help: String, asking value: @escaping @Sendable () -> Double?) {
    add(MetricDescription(name, help: help, kind: .counter)) {
      value().map { [.init(values: [], sample: .counter($0))] } ?? []
    }
  }

  /// A gauge whose value is asked for at each reading; nil leaves it out.
  public func gauge(_ name: String, help: String, asking value: @escaping @Sendable () -> Double?) {
    add(MetricDescription(name, help: help, kind: .gauge)) {
      value().map { [.init(values: [], sample: .gauge($0))] } ?? []
    }
  }

  /// Gauges with labels whose values are asked for at each reading.
  public func gauges(
    _ name: String, help: String, labels: [String],
    asking values: @escaping @Sendable () -> [(labels: [String], value: Double)]
  ) {
    add(MetricDescription(name, help: help, kind: .gauge, labels: labels)) {
      values().filter { $0.labels.count == labels.count }.map { .init(values: $0.labels, sample: .gauge($0.value)) }
    }
  }

  // MARK: Reading

  func readings() -> [MetricReading] {
    let entries = entries.withLock { $0 }
    return entries.map { MetricReading(description: $0.description, series: $0.read()) }
  }

  private func family<Instrument>(
    _ description: MetricDescription, _ limit: Int?, make: @escaping @Sendable () -> Instrument,
    read: @escaping @Sendable (Instrument) -> MetricSample
  ) -> MetricFamily<Instrument> {
    let family = MetricFamily(
      name: description.name, labels: description.labels, limit: limit ?? seriesLimit,
      refused: refused.series(description.name), make: make)
    add(description) { family.all.map { .init(values: $0.values, sample: read($0.instrument)) } }
    return family
  }

  private func add(_ description: MetricDescription, read: @escaping @Sendable () -> [MetricReading.Series]) {
    entries.withLock { entries in
      precondition(
        !entries.contains { $0.description.name == description.name }, "there is a metric '\(description.name)' already"
      )
      entries.append(Entry(description: description, read: read))
    }
  }
}
