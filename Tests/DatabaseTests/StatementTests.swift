import Testing

@testable import Database

@Suite struct StatementTests {
  @Test func valuesDoNotChangeTheText() {
    #expect(Statement("select $1", [.integer(1)]).sql == Statement("select $1", [.integer(2)]).sql)
  }
}
