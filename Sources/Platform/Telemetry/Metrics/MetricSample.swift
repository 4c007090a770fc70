/// What a metric shows at one moment.
enum MetricSample: Sendable {
  case counter(Double)
  case gauge(Double)
  case histogram(HistogramSnapshot)
}

/// One metric at one moment, with all its series.
struct MetricReading: Sendable {
  struct Series: Sendable {
    let values: [String]
    let sample: MetricSample
  }

  let description: MetricDescription
  let series: [Series]
}
