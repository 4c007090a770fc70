/// A colour of the sRGB space.
public struct Color: Sendable, Hashable, CustomStringConvertible {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From 0xRRGGBB.
  public init(_ value: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
      blue: UInt8(truncatingIfNeeded: value))
  }

  /// Reads `#1a2b3c` and `#abc`, with or without the sign.
  public init?(_ text: String) {
    let digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
    guard digits.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
    switch digits.utf8.count {
    case 6:
      guard let value = UInt32(digits, radix: 16) else { return nil }
      self.init(value)
    case 3:
      guard let value = UInt32(digits.map { "\($0)\($0)" }.joined(), radix: 16) else { return nil }
      self.init(value)
    default: return nil
    }
  }

  public static let black = Color(0x000000)
  public static let white = Color(0xFFFFFF)

  /// `1A2B3C`, without the sign.
  public var hexadecimal: String {
    [red, green, blue].map { value in
      let digits = String(value, radix: 16, uppercase: true)
      return value < 16 ? "0" + digits : digits
    }.joined()
  }

  public var description: String { "#" + hexadecimal }

  /// Between this colour (0) and another (1).
  public func mixed(with other: Color, _ share: Double) -> Color {
    func mix(_ left: UInt8, _ right: UInt8) -> UInt8 {
      UInt8(min(max((Double(left) + (Double(right) - Double(left)) * share).rounded(), 0), 255))
    }
    return Color(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// As WCAG defines it, 0 to 1.
  public var luminance: Double {
    func linear(_ part: UInt8) -> Double {
      let value = Double(part) / 255
      // (x + 0.055) / 1.055 to the power of 2.4, by a polynomial that differs by less than 0.002: no libm needed.
      return value <= 0.03928 ? value / 12.92 : value * (value * (value * 0.305306011 + 0.682171111) + 0.012522878)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast of WCAG, 1 to 21; text needs 4.5.
  public func contrast(with other: Color) -> Double {
    let (left, right) = (luminance, other.luminance)
    return (max(left, right) + 0.05) / (min(left, right) + 0.05)
  }
}
