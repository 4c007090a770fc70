internal import Threads

/// All series of one metric: one instrument for each combination of label values.
///
/// `series(…)` takes a lock and belongs where things are set up: keep what it returns. Recording on it takes none.
public final class MetricFamily<Instrument: AnyObject & Sendable>: Sendable {
  public let name: String
  public let labels: [String]
  /// As many series as there may be; what comes later is counted together.
  public let limit: Int

  private struct State {
    var series: [[String]: Instrument] = [:]
    var order: [[String]] = []
    var overflow: Instrument?
  }

  /// Stands for every label's value in the series that takes what is over the limit.
  static var overflowValue: String { "overflow" }

  private let state = Lock(State())
  private let make: @Sendable () -> Instrument
  private let refused: Counter

  init(name: String, labels: [String], limit: Int, refused: Counter, make: @escaping @Sendable () -> Instrument) {
    self.name = name
    self.labels = labels
    self.limit = limit
    self.refused = refused
    self.make = make
  }

  /// The instrument of these label values, in the order of the labels.
  public func series(_ values: String...) -> Instrument { series(values) }

  public func series(_ values: [String]) -> Instrument {
    precondition(values.count == labels.count, "\(name) has \(labels.count) labels")
    return state.withLock { state in
      if let known = state.series[values] { return known }
      guard state.order.count < limit else {
        refused.increment()
        if let overflow = state.overflow { return overflow }
        let overflow = make()
        state.overflow = overflow
        return overflow
      }
      let added = make()
      state.series[values] = added
      state.order.append(values)
      return added
    }
  }

  /// All series in the order they came.
  var all: [(values: [String], instrument: Instrument)] {
    state.withLock { state in
      var all = state.order.compactMap { values in state.series[values].map { (values: values, instrument: $0) } }
      if let overflow = state.overflow {
        all.append((Array(repeating: Self.overflowValue, count: labels.count), overflow))
      }
      return all
    }
  }
}
