internal import ByteIO

extension MetricRegistry {
  /// All metrics as text for a scraper.
  public func exposition(_ format: ExpositionFormat) -> [UInt8] {
    var exposition = Exposition(format)
    for reading in readings() { exposition.append(reading) }
    return exposition.finish()
  }
}

/// Writes metrics in one of the text formats.
struct Exposition: ~Copyable {
  private let format: ExpositionFormat
  private var buffer = ByteBuffer(reserving: 16_384)

  init(_ format: ExpositionFormat) {
    self.format = format
  }

  mutating func append(_ reading: MetricReading) {
    guard !reading.series.isEmpty else { return }
    describe(reading.description)
    for series in reading.series {
      switch series.sample {
      case .counter(let value):
        sample(reading.description, "_total", series.values, value)
      case .gauge(let value):
        sample(reading.description, "", series.values, value)
      case .histogram(let snapshot):
        histogram(reading.description, series.values, snapshot)
      }
    }
  }

  consuming func finish() -> [UInt8] {
    if format == .openMetrics { buffer.append("# EOF\n") }
    return buffer.bytes
  }

  private mutating func describe(_ metric: MetricDescription) {
    // The older format knows a counter by the name of its sample.
    let name = metric.kind == .counter && format == .prometheus ? metric.name + "_total" : metric.name
    buffer.append("# HELP ")
    buffer.append(name)
    buffer.append(" ")
    escape(metric.help, quotes: format == .openMetrics)
    buffer.append("\n# TYPE ")
    buffer.append(name)
    buffer.append(" ")
    buffer.append(metric.kind.rawValue)
    buffer.append("\n")
    if format == .openMetrics, let unit = metric.unit {
      buffer.append("# UNIT ")
      buffer.append(name)
      buffer.append(" ")
      buffer.append(unit)
      buffer.append("\n")
    }
  }

  private mutating func histogram(_ metric: MetricDescription, _ values: [String], _ snapshot: HistogramSnapshot) {
    for row in snapshot.exposed {
      sample(metric, "_bucket", values, Double(row.count), bound: row.bound)
    }
    let count = Double(snapshot.count)
    sample(metric, "_bucket", values, count, bound: .infinity)
    sample(metric, "_sum", values, Double(snapshot.sum) / snapshot.scale.unitsPerShown)
    sample(metric, "_count", values, count)
  }

  private mutating func sample(
    _ metric: MetricDescription, _ ending: StaticString, _ values: [String], _ value: Double, bound: Double? = nil
  ) {
    buffer.append(metric.name)
    buffer.append(ending)
    if !values.isEmpty || bound != nil {
      var separator = UInt8(ascii: "{")
      for (label, value) in zip(metric.labels, values) {
        buffer.append(separator)
        buffer.append(label)
        buffer.append("=\"")
        escape(value, quotes: true)
        buffer.append("\"")
        separator = UInt8(ascii: ",")
      }
      if let bound {
        buffer.append(separator)
        buffer.append("le=\"")
        // OpenMetrics wants floats to look like floats: le="1.0".
        number(bound, keepingPoint: format == .openMetrics)
        buffer.append("\"")
      }
      buffer.append("}")
    }
    buffer.append(" ")
    number(value, keepingPoint: false)
    buffer.append("\n")
  }

  private mutating func number(_ value: Double, keepingPoint: Bool) {
    if value.isNaN {
      buffer.append("NaN")
    } else if value.isInfinite {
      if value > 0 { buffer.append("+Inf") } else { buffer.append("-Inf") }
    } else if !keepingPoint, value == value.rounded(), abs(value) < 1e15 {
      buffer.append(decimal: Int64(value))
    } else {
      buffer.append(number: value, keepingPoint: keepingPoint)
    }
  }

  private mutating func escape(_ text: String, quotes: Bool) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): buffer.append("\\\\")
      case UInt8(ascii: "\n"): buffer.append("\\n")
      case UInt8(ascii: "\"") where quotes: buffer.append("\\\"")
      default: buffer.append(byte)
      }
    }
  }
}
