import Expressions
import Values

private let values: [(name: String, value: ExpressionValue)] = [
  ("a", .integer(.min)), ("b", .number(-0.5)), ("c", .text("Łódź")), ("d", .date(20_000)),
  ("e", .decimal(ExactDecimal(unscaled: -12_345, scale: 2))), ("f", .boolean(false)), ("g", .null),
  ("h", .timestamp(.max, isMoment: true)), ("i", .duration(.min)), ("j", .time(5)),
]

/// An expression is refused with a place in its text, or has the same value with and without known types.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  do {
    let expression = try Expression(text)
    let lookup = { (name: String, slot: Int) -> ExpressionValue in
      values.first { $0.name == name.lowercased() }?.value ?? .null
    }
    let scope = ExpressionScope(values.map { .init($0.name, $0.value.type) })
    let checked = try expression.checked(in: scope)
    let value = try checked.value(lookup)
    if !checked.canFail { _ = value.text }
    let open = try? expression.checked(in: .open).value(lookup)
    precondition(open == nil || open?.text == value.text, "\(text): \(value) \(String(describing: open))")
  } catch let error as ExpressionError {
    precondition(error.range.upperBound <= error.text.utf8.count)
    precondition(error.character >= 1 && !error.picture.isEmpty && !error.description.isEmpty)
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
