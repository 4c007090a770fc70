import Expressions
import Testing

/// The example of docs/expressions.md, letter by letter.
@Suite struct ExpressionExamples {
  @Test func anExpressionIsEvaluated() throws {
    let expression = try Expression("amount * 2 > 10")
    let checked = try expression.checked(in: ExpressionScope([.init("amount", .integer)]))
    let value = try checked.value { name, slot in .integer(7) }
    #expect(value.text == "true")
  }
}
