import Judging
import TestSupport
import Testing

@testable import JSON

@Suite struct JSONNumberTests {
  /// Decimals of every length, exact middles between neighbours and what lies just beside them.
  private static let program = """
    import math, random, struct
    from decimal import Decimal, getcontext
    getcontext().prec = 1200
    random.seed(99)
    texts = []
    for _ in range(15000):
        digits = "".join(random.choice("0123456789") for _ in range(random.randrange(1, 25)))
        texts.append("%s%s.%se%d" % (random.choice(["", "-"]), random.randrange(0, 10**random.randrange(1, 20)), digits, random.randrange(-345, 310)))
    for _ in range(4000):
        x = struct.unpack("<d", random.randbytes(8))[0]
        if math.isfinite(x): texts += [repr(x), "%.17g" % x, "%.25e" % x]
    for _ in range(1500):
        x = abs(struct.unpack("<d", random.randbytes(8))[0])
        if random.random() < 0.3: x = math.ldexp(random.getrandbits(52), -1074)
        if random.random() < 0.3: x = float(random.getrandbits(60))
        if not math.isfinite(x) or math.nextafter(x, math.inf) == math.inf: continue
        middle = (Decimal(x) + Decimal(math.nextafter(x, math.inf))) / 2
        text = format(middle, "e") if random.random() < 0.5 else format(middle, "f")
        mantissa, e, exponent = text.partition("e")
        if "." not in mantissa: mantissa += "."
        texts += [mantissa + "0" + e + exponent, mantissa + "00000001" + e + exponent]
        below = format(middle.next_minus(), "e")
        texts.append(below)
    for text in texts:
        if not set(text) & set(".e"): text += ".0"
        value = float(text)
        if math.isfinite(value): print(text, struct.unpack("<q", struct.pack("<d", value))[0])
    """

  @Test func readsTheNearestDouble() throws {
    let lines = try Judge.lines(ofPython: Self.program)
    #expect(lines.count > 20_000)
    var wrong: [Substring] = []
    for line in lines {
      let parts = line.split(separator: " ")
      var reader = try JSONReader(String(parts[0]))
      let token = try reader.next()
      let bits = Int64(bitPattern: reader.number.bitPattern)
      if token == .integer || String(bits) != parts[1] { wrong.append(line) }
    }
    #expect(wrong.prefix(10) == [])
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("9223372036854775807", .max), ("-9223372036854775808", .min),
      ("999999999999999999", 999_999_999_999_999_999),
      ("1000000000000000000", 1_000_000_000_000_000_000), ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("1.0", nil),
      ("1e0", nil), ("99999999999999999999", nil),
    ] as [(String, Int64?)])
  func keepsIntegersExactly(_ text: String, _ expected: Int64?) throws {
    var reader = try JSONReader(text)
    let token = try reader.next()
    #expect(token == (expected == nil ? .number : .integer))
    if let expected { #expect(reader.integer == expected) }
    #expect(reader.rawText == text)
  }

  @Test func keepsTheKindOfNumbers() throws {
    for value in [
      JSONValue.number(1), .number(-0.0), .number(1e20), .number(9_007_199_254_740_992), .number(1e300), .integer(1),
      .integer(.min),
    ] {
      let again = try JSONValue(parsing: value.bytes())
      #expect(again == value)
      if case .number(let number) = again { #expect(number.sign == value.number?.sign) }
    }
  }
}
