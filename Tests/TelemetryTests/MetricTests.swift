import Glibc
import Testing

@testable import Telemetry

@Suite struct MetricTests {
  @Test func countersCount() {
    let registry = MetricRegistry()
    let counter = registry.counter("jobs", help: "Jobs")
    counter.increment()
    counter.add(41)
    counter.add(0)
    counter.add(-5)
    #expect(counter.value == 42)
  }

  @Test func nothingIsLostBetweenThreads() async {
    let counter = Counter()
    let level = Level()
    let histogram = Histogram(.counts)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for step in 0..<20_000 {
            counter.increment()
            level.increment()
            histogram.record(step & 15)
            level.decrement()
          }
        }
      }
    }
    #expect(counter.value == 160_000)
    #expect(level.value == 0)
    #expect(histogram.snapshot.count == 160_000)
    #expect(histogram.snapshot.sum == 160_000 / 16 * 120)
  }

  /// Every bucket's bound belongs to it, the next value to the next, and no bucket is wider than an eighth.
  @Test(arguments: [HistogramScale.seconds, .bytes, .counts, HistogramScale(exponents: 3...62)])
  func bucketsAreExact(_ scale: HistogramScale) throws {
    for bucket in 0..<(scale.bucketCount - 1) {
      let bound = try #require(scale.upperBound(of: bucket))
      #expect(scale.bucket(of: bound) == bucket)
      #expect(scale.bucket(of: bound + 1) == bucket + 1)
      if bucket > 0 {
        let lower = try #require(scale.upperBound(of: bucket - 1))
        #expect(Double(bound - lower) <= Double(lower) / 8)
      }
    }
    #expect(scale.upperBound(of: scale.bucketCount - 1) == nil)
    #expect(scale.bucket(of: 0) == 0)
    #expect(scale.bucket(of: .max) == scale.bucketCount - 1)
    #expect(scale.upperBound(of: scale.bucketCount - 2) == 1 << UInt64(scale.exponents.upperBound))
  }

  @Test(arguments: [0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1])
  func quantilesAreWithinTheirBound(_ quantile: Double) throws {
    let histogram = Histogram(.seconds)
    var values: [Int] = []
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5_000 {
      let value = Int(pow(10, Double.random(in: 4.5...10.5, using: &random)))
      values.append(value)
      histogram.record(value)
    }
    values.sort()
    let rank = max(Int((quantile * 5_000).rounded(.up)), 1)
    let exact = Double(values[rank - 1])
    let found = try #require(histogram.snapshot.value(atQuantile: quantile))
    #expect(abs(found - exact) / exact <= 0.0625)
  }

  @Test func emptyHistogramsHaveNoQuantile() {
    #expect(Histogram(.bytes).snapshot.value(atQuantile: 0.5) == nil)
  }

  @Test func durationsAreNanoseconds() {
    let histogram = Histogram(.seconds)
    histogram.record(.milliseconds(2))
    histogram.record(.seconds(-1))
    #expect(histogram.snapshot.sum == 2_000_000)
    #expect(histogram.snapshot.count == 2)
  }

  @Test func tooManySeriesAreCountedTogether() {
    let registry = MetricRegistry(seriesLimit: 3)
    let family = registry.counters("requests", help: "Requests", labels: ["route"])
    for route in ["a", "b", "c", "d", "e", "a", "d"] { family.series(route).increment() }
    let text = String(decoding: registry.exposition(.prometheus), as: UTF8.self)
    #expect(text.contains("requests_total{route=\"a\"} 2\n"))
    #expect(text.contains("requests_total{route=\"overflow\"} 3\n"))
    #expect(!text.contains("\"d\""))
    #expect(text.contains("telemetry_refused_series_total{metric=\"requests\"} 3\n"))
  }

  @Test func sameSeriesIsTheSameInstrument() {
    let family = MetricRegistry().counters("requests", help: "Requests", labels: ["method", "route"])
    #expect(family.series("GET", "/") === family.series("GET", "/"))
    #expect(family.series("GET", "/") !== family.series("/", "GET"))
  }
}
