/// How many pixels a picture has, read from its first bytes.
public struct PictureSize: Sendable, Hashable {
  public var width: Int
  public var height: Int
  /// Pixels an inch, where the file says so.
  public var density: Double?

  /// Nil where it is no PNG, JPEG, GIF, WebP or BMP, or a damaged one.
  public init?(_ bytes: [UInt8]) {
    let size: (width: Int, height: Int)?
    density = nil
    switch MediaType.sniff(bytes) {
    case "image/png":
      size = bytes.count >= 24 ? (Self.big(bytes, 16, 4), Self.big(bytes, 20, 4)) : nil
      density = Self.densityOfPNG(bytes)
    case "image/gif": size = bytes.count >= 10 ? (Self.little(bytes, 6, 2), Self.little(bytes, 8, 2)) : nil
    case "image/bmp": size = (Self.little(bytes, 18, 4), Self.little(bytes, 22, 4))
    case "image/jpeg": size = Self.jpeg(bytes)
    case "image/webp": size = Self.webp(bytes)
    default: size = nil
    }
    guard let size, size.width > 0, size.height > 0 else { return nil }
    (width, height) = size
  }

  /// Width and height in points, by the picture's own density or 96 pixels an inch.
  public var extent: (width: Double, height: Double) {
    let scale = 72 / (density ?? 96)
    return (Double(width) * scale, Double(height) * scale)
  }

  private static func big(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func little(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func densityOfPNG(_ bytes: [UInt8]) -> Double? {
    var place = 8
    while place + 21 <= bytes.count {
      let length = big(bytes, place, 4)
      let type = bytes[place + 4..<place + 8]
      if type.elementsEqual("IDAT".utf8) { return nil }
      if type.elementsEqual("pHYs".utf8), length == 9, bytes[place + 16] == 1 {
        let density = Double(big(bytes, place + 8, 4)) * 0.0254
        return density >= 10 && density <= 10_000 ? density : nil
      }
      place += length + 12
    }
    return nil
  }

  private static func jpeg(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    var place = 2
    while place + 9 <= bytes.count {
      guard bytes[place] == 0xFF else { return nil }
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      if (0xC0...0xCF).contains(marker), marker != 0xC4, marker != 0xC8, marker != 0xCC {
        return (big(bytes, place + 7, 2), big(bytes, place + 5, 2))
      }
      if (0xD0...0xD9).contains(marker) || marker == 0x01 { place += 2 } else { place += 2 + big(bytes, place + 2, 2) }
    }
    return nil
  }

  private static func webp(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard bytes.count >= 30 else { return nil }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8 ": return (little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF)
    case "VP8L":
      let bits = little(bytes, 21, 4)
      return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    case "VP8X": return (little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1)
    default: return nil
    }
  }
}
