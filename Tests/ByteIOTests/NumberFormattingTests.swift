import Judging
import TestSupport
import Testing

@testable import ByteIO

@Suite struct NumberFormattingTests {
  /// Random bit patterns, neighbours of powers of two and ten, short decimals; then ECMAScript's form from repr's digits.
  private static let doubles = """
    import math, random, struct
    random.seed(20261121)
    def script(x):
        if x == 0: return "0"
        sign, x = ("-", -x) if x < 0 else ("", x)
        mantissa, exponent = repr(float(x)).lower().partition("e")[::2]
        whole, _, fraction = mantissa.partition(".")
        digits = (whole + fraction)
        point = len(whole) + int(exponent or 0)
        stripped = digits.lstrip("0")
        point -= len(digits) - len(stripped)
        digits = stripped.rstrip("0")
        k, n = len(digits), point
        if k <= n <= 21: text = digits + "0" * (n - k)
        elif 0 < n <= 21: text = digits[:n] + "." + digits[n:]
        elif -6 < n <= 0: text = "0." + "0" * -n + digits
        else: text = digits[0] + ("." + digits[1:] if k > 1 else "") + "e" + ("+" if n > 0 else "-") + str(abs(n - 1))
        return sign + text
    values = [0.0, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 9007199254740993.0, 1e21, 1e22, 1e23, 123456789012345680000.0, 1e-6, 1e-7, -1.5e-9]
    for e in range(-1074, 1024):
        x = math.ldexp(1.0, e)
        values += [x, math.nextafter(x, 0), math.nextafter(x, math.inf), -x]
    for e in range(-323, 309):
        x = float("1e%d" % e)
        values += [x, math.nextafter(x, 0), math.nextafter(x, math.inf), 9.5 * x if e < 308 else x]
    for _ in range(20000):
        x = struct.unpack("<d", random.randbytes(8))[0]
        if math.isfinite(x): values.append(x)
    for _ in range(10000):
        values.append(round(random.uniform(-1e6, 1e6), random.randrange(0, 8)))
        values.append(float(random.randrange(-2**63, 2**63)))
    for x in values:
        print(struct.unpack("<q", struct.pack("<d", x))[0], script(x))
    """

  @Test func writesTheShortestDoublesAsPythonDoes() throws {
    let lines = try Judge.lines(ofPython: Self.doubles)
    #expect(lines.count > 30_000)
    var wrong: [String] = []
    for line in lines {
      let parts = line.split(separator: " ")
      let value = Double(bitPattern: UInt64(bitPattern: try #require(Int64(parts[0]))))
      var buffer = ByteBuffer()
      buffer.append(number: value)
      if buffer.text != parts[1] { wrong.append("\(buffer.text) instead of \(parts[1])") }
      buffer.removeAll()
      buffer.append(number: value, keepingPoint: true)
      if Double(buffer.text)?.bitPattern != value.bitPattern { wrong.append("\(buffer.text) does not keep \(value)") }
    }
    #expect(wrong.prefix(10) == [])
  }

  @Test(
    arguments: [
      (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-100, "-100.0"), (0.5, "0.5"), (1e20, "100000000000000000000.0"),
      (1e21, "1e+21"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
    ] as [(Double, String)])
  func keepsThePoint(_ value: Double, _ expected: String) {
    var buffer = ByteBuffer()
    buffer.append(number: value, keepingPoint: true)
    #expect(buffer.text == expected)
  }

  @Test func writesFixedDecimalsAsPythonsDecimalDoes() throws {
    let program = """
      import random, struct
      from decimal import Decimal, ROUND_HALF_UP, getcontext
      getcontext().prec = 400
      random.seed(7)
      values = [0.0, 1.005, 2.675, -0.005, -0.004, 0.5, 1.5, 9.995, 99.9999, 1e20, 123456789.987654321, 1e-9, 5e-324, 1e300]
      values += [round(random.uniform(-1000, 1000), random.randrange(0, 8)) for _ in range(3000)]
      values += [random.uniform(-1, 1) * 10 ** random.randrange(-20, 20) for _ in range(3000)]
      for x in values:
          for decimals in (0, 1, 2, 3, 6, 15):
              text = format(Decimal(repr(x)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")
              if float(text) == 0: text = text.lstrip("-")
              print(struct.unpack("<q", struct.pack("<d", x))[0], decimals, text)
      """
    var wrong: [String] = []
    for line in try Judge.lines(ofPython: program) {
      let parts = line.split(separator: " ")
      let value = Double(bitPattern: UInt64(bitPattern: try #require(Int64(parts[0]))))
      var buffer = ByteBuffer()
      buffer.append(fixed: value, decimals: try #require(Int(parts[1])))
      if buffer.text != parts[2] { wrong.append("\(buffer.text) instead of \(parts[2]) for \(value)") }
    }
    #expect(wrong.prefix(10) == [])
  }

  @Test func writesIntegers() {
    var values: [UInt64] = [0, .max, .max - 1, UInt64(Int64.max)]
    for power in 0..<20 {
      let value = PowersOfTen.integers[power]
      values += [value - 1, value, value + 1, value &* 7]
    }
    for value in values {
      var buffer = ByteBuffer(reserving: 0)
      buffer.append(decimal: value)
      buffer.append(" ")
      buffer.append(decimal: Int64(bitPattern: value))
      buffer.append(" ")
      buffer.append(hexadecimal: value)
      buffer.append(" ")
      buffer.append(decimal: value, paddedTo: 12)
      let digits = String(value)
      let padded = String(repeating: "0", count: max(12 - digits.count, 0)) + digits
      #expect(buffer.text == "\(digits) \(Int64(bitPattern: value)) \(String(value, radix: 16)) \(padded)")
    }
  }
}
