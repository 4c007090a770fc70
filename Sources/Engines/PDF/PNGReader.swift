/// Reads PNG. What PDF can hold as it is passes through compressed; transparency, interlacing and 16 bits are unpacked.
struct PNGReader {
  private let bytes: [UInt8]
  /// A bomb of a few bytes must not fill the memory.
  private static let mostBytes = 1 << 29

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private func word(_ place: Int) -> Int {
    Int(bytes[place]) << 24 | Int(bytes[place + 1]) << 16 | Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
  }

  func image() throws -> PDFImage {
    var place = 8
    var header: PNGHeader?
    var data: [UInt8] = []
    var palette: [UInt8] = []
    var transparency: [UInt8] = []
    var resolution: Double?
    while place + 12 <= bytes.count {
      let length = word(place)
      let type = word(place + 4)
      let start = place + 8
      guard length <= bytes.count - start - 4 else { break }
      let body = bytes[start..<start + length]
      switch type {
      case 0x4948_4452: header = length == 13 ? PNGHeader(Array(body)) : nil
      case 0x504C_5445: palette = Array(body)
      case 0x7452_4E53: transparency = Array(body)
      case 0x7048_5973 where length == 9 && bytes[start + 8] == 1: resolution = Double(word(start)) * 0.0254
      case 0x4944_4154: data.append(contentsOf: body)
      case 0x4945_4E44: place = bytes.count
      default: break
      }
      place += 12 + length
    }
    guard let header, header.isValid, !data.isEmpty else { throw Self.damaged }
    guard header.stride * header.height < Self.mostBytes else {
      throw PDFError(.image, "The PNG image has \(header.width) x \(header.height) pixels, which is too many.")
    }
    if header.color == .palette, palette.count < 3 || palette.count % 3 != 0 || palette.count > 768 {
      throw Self.damaged
    }
    let passes = !header.isInterlaced && !header.color.hasAlpha && header.bits <= 8 && transparency.isEmpty
    if passes {
      // The stream must be whole: a reader of the file would show a broken image much later.
      guard Self.unpacked(data, header) != nil else { throw Self.damaged }
      return PDFImage(
        width: header.width, height: header.height, resolution: resolution, bits: header.bits,
        colors: colorSpace(header, palette), samples: .predicted(data, columns: header.width), opacity: nil)
    }
    guard let raw = Self.unpacked(data, header) else { throw Self.damaged }
    let pixels = try PNGPixels(header, raw)
    let (samples, opacity) = pixels.split(transparency)
    return PDFImage(
      width: header.width, height: header.height, resolution: resolution, bits: 8,
      colors: colorSpace(header, palette), samples: .plain(samples), opacity: opacity)
  }

  private func colorSpace(_ header: PNGHeader, _ palette: [UInt8]) -> PDFImage.ColorSpace {
    switch header.color {
    case .gray, .grayAlpha: .gray
    case .rgb, .rgbAlpha: .rgb
    case .palette: .palette(palette)
    }
  }

  private static func unpacked(_ data: [UInt8], _ header: PNGHeader) -> [UInt8]? {
    let wanted = header.packedSize
    guard let raw = data.withUnsafeBytes({ Deflate.unpack($0, limit: wanted + 4096) }) else { return nil }
    return raw.count >= wanted ? raw : nil
  }

  static let damaged = PDFError(.image, "The PNG image is damaged.")
}
