import Testing

@testable import EventStore

@Suite struct EventPositionTests {
  @Test func positionsAreOrdered() {
    #expect(EventPosition(1) < EventPosition(2))
  }
}
