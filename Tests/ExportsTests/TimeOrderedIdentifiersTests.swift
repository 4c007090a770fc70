import Testing
import Threads

@testable import Exports

@Suite struct TimeOrderedIdentifiersTests {
  @Test func eachIsGreaterThanTheOneBeforeWhateverTheClockDoes() {
    let times = Lock<[Int64]>([5_000_000, 4_000_000, 4_000_000, 6_000_000])
    let identifiers = TimeOrderedIdentifiers(
      now: { times.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }, random: { 0 })
    let made = (0..<10_000).map { _ in identifiers.next() }
    #expect(made == made.sorted())
    #expect(Set(made).count == made.count)
    #expect(made.allSatisfy(TimeOrderedIdentifiers.isIdentifier))
    #expect(made[0] == "00000000-1388-7000-8000-000000000000", "5,000 milliseconds, version 7")
  }

  @Test(arguments: ["", "x", "00000000-1388-7000-8000-00000000000G", "00000000x1388-7000-8000-000000000000"])
  func otherTextsAreNone(_ text: String) {
    #expect(!TimeOrderedIdentifiers.isIdentifier(text))
  }
}
