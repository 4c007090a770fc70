import EventStore
import Testing

@Suite struct EventPositionTests {
  @Test func ordersByTransactionFirst() {
    #expect(EventPosition(1) < EventPosition(2))
    #expect(EventPosition(transaction: 1, 9) < EventPosition(transaction: 2, 3))
  }

  @Test(arguments: [
    ("0-0", EventPosition.start), ("12-345", EventPosition(transaction: 12, 345)), ("", nil), ("1", nil), ("1-", nil),
    ("-1-2", nil), ("1-2-3", nil), ("a-b", nil), ("99999999999999999999-1", nil),
  ])
  func isReadFromItsText(_ text: String, _ position: EventPosition?) {
    #expect(EventPosition(text) == position)
    if let position { #expect(position.description == text) }
  }
}
