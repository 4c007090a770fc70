import Expressions
import Testing
import Values

/// Values under the names of a small row.
private let row: [(name: String, value: ExpressionValue)] = [
  ("amount", .integer(12)), ("price", .decimal(ExactDecimal(unscaled: 1995, scale: 2))), ("rate", .number(0.5)),
  ("city", .text("Łódź")), ("Unit price", .number(2.5)), ("day", .date(20_000)), ("none", .null),
  ("moment", .timestamp(1_700_000_000_000_000, isMoment: true)), ("is open", .boolean(true)), ("zero", .integer(0)),
  ("place", .object([.init("street", .text("Main")), .init("tags", .list([.text("a"), .text("b")]))])),
  ("big", .integer(.max)),
]

private let scope = ExpressionScope(row.map { .init($0.name, $0.value.type) })

private func evaluate(_ text: String, _ scope: ExpressionScope = scope) throws -> ExpressionValue {
  try Expression(text).checked(in: scope).value { name, slot in
    slot >= 0 ? row[slot].value : row.first { $0.name == name }?.value ?? .null
  }
}

@Suite(.tags(.expressions)) struct ExpressionTests {
  static let values: [(text: String, result: String?)] = [
    // Precedence and signs.
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-2 * -3", "6"), ("2 - 1 - 1", "0"), ("7 % 4", "3"), ("-7 % 4", "-3"),
    ("8 / 2 / 2", "2"), ("1 / 4", "0.25"), ("not false and false", "false"), ("true or false and false", "true"),
    ("1 + 1 = 2 and 2 < 3", "true"), ("-9223372036854775808", "-9223372036854775808"), ("+5", "5"),
    // Exact decimals: no binary rounding.
    ("0.1 + 0.2", "0.3"), ("price * 3", "59.85"), ("price * 1.21", "24.1395"), ("round(price * 1.21, 2)", "24.1400"),
    ("price - 20", "-0.05"), ("amount * 1.5", "18.0"), ("price > 19.94", "true"), ("round(2.5)", "3.0"),
    ("round(-2.5)", "-3.0"), ("round(1234, -2)", "1200"), ("floor(-1.5)", "-2"), ("ceil(1.2)", "2"),
    ("decimal('1.005', 2)", "1.01"), ("decimal(1.25e0, 1)", "1.3"), ("price / 2", "9.975"), ("5.75 % 2", "1.75"),
    // Numbers.
    ("rate * 3", "1.5"), ("sqrt(16)", "4"), ("power(2, 10)", "1024"), ("abs(-3)", "3"), ("sign(-0.5)", "-1"),
    ("integer('42') + 1", "43"), ("number('1e3')", "1000"), ("integer(2.5)", "3"), ("least(3, none, 1)", "1"),
    ("greatest(3, 4.5)", "4.5"),
    // Names.
    ("[Unit price] * 2", "5"), ("AMOUNT", "12"), ("if([is open], 'yes', 'no')", "yes"), ("place.street", "Main"),
    ("length(place.tags)", "2"),
    // Texts.
    ("upper(city)", "ŁÓDŹ"), ("length(city)", "4"), ("'it''s' || ' ' || 1", "it's 1"), ("\"a\" || 'b'", "ab"),
    ("concat(city, none, '!')", "Łódź!"), ("city || none", nil), ("left(city, 2)", "Łó"), ("right(city, 2)", "dź"),
    ("substring('abcdef', 2, 3)", "bcd"), ("replace('aXbX', 'X', '--')", "a--b--"), ("contains(city, 'ód')", "true"),
    ("starts_with(city, 'Ł')", "true"), ("ends_with('abc', 'bc')", "true"), ("city like 'Ł%ź'", "true"),
    ("city like '_'", "false"), ("'a%b' like 'a%%b'", "true"), ("trim(' x ')", "x"), ("part('a/b/c', '/', 2)", "b"),
    ("pad_left('7', 3, '0')", "007"), ("pad_right('ab', 4) || '|'", "ab  |"), ("'b' > 'a' and 'Z' < 'a'", "true"),
    // Dates.
    ("day", "2024-10-04"), ("year(day) * 100 + month(day)", "202410"), ("day + 30", "2024-11-03"),
    ("date('2024-10-10') - day", "6"), ("start_of(day, 'month')", "2024-10-01"), ("quarter(day)", "4"),
    ("weekday(date('2026-11-22'))", "7"), ("week(date('2021-01-03'))", "53"), ("start_of(day, 'week')", "2024-09-30"),
    ("add_months(date('2024-01-31'), 1)", "2024-02-29"), ("add_months(date('2024-03-15'), -15)", "2022-12-15"),
    ("day >= '2024-10-04' and day < '2024-10-05'", "true"), ("moment > '2023-11-14T22:13:19Z'", "true"),
    ("moment + duration('PT1H')", "2023-11-14T23:13:20Z"), ("hour(moment)", "22"), ("date(moment)", "2023-11-14"),
    ("time(moment)", "22:13:20"), ("seconds(duration('PT90S'))", "90"),
    ("start_of(moment, 'hour')", "2023-11-14T22:00:00Z"),
    ("timestamp('2026-01-01 12:00') - timestamp('2026-01-01')", "PT12H"),
    ("day between '2024-01-01' and '2024-12-31'", "true"),
    // What is missing.
    ("none", nil), ("none + 1", nil), ("none = none", nil), ("none is null", "true"), ("amount is not null", "true"),
    ("none or true", "true"), ("none and false", "false"), ("none and true", nil), ("coalesce(none, 5)", "5"),
    ("nullif(amount, 12)", nil), ("amount in (1, 12, none)", "true"), ("amount in (1, none)", nil),
    ("amount not in (1, 2)", "true"), ("amount not between 1 and 5", "true"), ("if(none, 1, 2)", "2"),
    // Only what is needed is evaluated.
    ("if(zero = 0, 0, amount / zero)", "0"), ("zero != 0 and amount / zero > 1", "false"), ("try(amount / zero)", nil),
    ("try(integer('x'), -1)", "-1"), ("coalesce(amount, 1 / zero)", "12"),
  ]

  @Test(arguments: values) func value(text: String, result: String?) throws {
    #expect(try evaluate(text).text == result)
    // Data whose shape is not known beforehand gives the same.
    #expect(try evaluate(text, .open).text == result || text.contains("AMOUNT"))
  }

  static let faults: [(text: String, code: ExpressionError.Code, character: Int, says: String)] = [
    ("amount > citty", .unknownName, 10, "did you mean 'city'?"), ("amount >", .syntax, 9, "a value is missing"),
    ("(1 + 2", .syntax, 7, "')' is missing"), ("1 + + ", .syntax, 7, "a value is missing"),
    ("'abc", .syntax, 1, "not closed"), ("uper(city)", .unknownFunction, 1, "did you mean upper()?"),
    ("round(1, 2, 3)", .arguments, 1, "1 to 2 values"), ("city + 1", .type, 1, "|| joins texts"),
    ("1 < 2 < 3", .syntax, 7, "cannot be chained"), ("amount and true", .type, 1, "conditions"),
    ("city = 5", .type, 1, "a text cannot be compared with an integer"), ("big + 1", .overflow, 1, "digits"),
    ("1 + amount / zero", .divisionByZero, 5, "division by zero"), ("day > '2026-13-01'", .value, 7, "is no date"),
    ("integer('x')", .value, 1, "'x' is no integer"), ("date(22).0", .syntax, 9, "should end"),
    ("a ? b", .syntax, 3, "no sign of the language"),
    ("amount b", .syntax, 8, "should end"), ("sum(amount)", .arguments, 1, "summarises many rows"),
    ("12abc", .syntax, 1, "needs brackets"), ("place.stret", .unknownName, 1, "did you mean 'street'?"),
    ("length('Łódź') + ó", .unknownName, 18, "there is no 'ó'"), ("is", .syntax, 1, "needs brackets: [is]"),
    ("add_months(day, -9223372036854775808)", .value, 1, "fewer than a million"),
    ("date('9999-01-01') + 9000000000000", .overflow, 1, "digits"), ("-big - big", .overflow, 1, "digits"),
    ("pad_left('x', 1000000)", .limit, 1, "1 MB"), ("start_of(day, 'monat')", .value, 1, "the units are"),
  ]

  @Test(arguments: faults) func fault(text: String, code: ExpressionError.Code, character: Int, says: String) throws {
    let error = #expect(throws: ExpressionError.self) { _ = try evaluate(text) }
    #expect(error?.code == code)
    #expect(error?.character == character)
    #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
  }

  @Test func theErrorPointsAtItsPlace() {
    let error = #expect(throws: ExpressionError.self) { _ = try evaluate("amount >\n  citty + 1") }
    #expect(error?.picture == "  citty + 1\n  ^^^^^")
  }

  @Test func listsAndOrdersHaveNames() throws {
    let list = try Expression.list("city, amount * 2 as double, [Unit price] as 'unit', *")
    #expect(list.map(\.name) == [nil, "double", "unit", nil])
    #expect(list.map(\.expression.source) == ["city", "amount * 2", "[Unit price]", "*"])
    let order = try Expression.order("city, amount desc nulls first, day asc nulls last")
    #expect(order.map(\.isDescending) == [false, true, false])
    #expect(order.map(\.nullsFirst) == [false, true, false])
  }

  static let large: [String] = [
    String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000),
    String(repeating: "-", count: 5_000) + "amount", String(repeating: "not ", count: 5_000) + "true",
    (0..<5_000).map { "\($0)" }.joined(separator: " + "), "[a]" + String(repeating: ".b", count: 5_000),
    String(repeating: " ", count: 70_000) + "1", "concat(" + (0..<6_000).map { "\($0)" }.joined(separator: ",") + ")",
  ]

  @Test(arguments: large) func whatCostsTooMuchIsRefused(text: String) {
    let error = #expect(throws: ExpressionError.self) { _ = try Expression(text) }
    #expect(error?.code == .limit)
  }

  @Test func textsCannotGrowWithoutEnd() throws {
    var text = "'0123456789'"
    for _ in 0..<8 { text = "replace(\(text), '0', '0123456789012345678901234567890123456789012345678901234567890')" }
    #expect(try evaluate("try(\(text), 'too much')").text == "too much")
  }

  @Test func sameTextDifferentBytesAreDifferent() throws {
    // A composed letter and one with a combining accent look alike, and are two values as in every database.
    #expect(try evaluate("'\u{E9}' = 'e\u{301}'").text == "false")
  }
}

extension Tag {
  @Tag static var expressions: Self
}
