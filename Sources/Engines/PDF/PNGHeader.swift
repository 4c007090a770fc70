/// The first chunk of a PNG.
struct PNGHeader {
  enum Color: Int {
    case gray = 0
    case rgb = 2
    case palette = 3
    case grayAlpha = 4
    case rgbAlpha = 6

    var hasAlpha: Bool { self == .grayAlpha || self == .rgbAlpha }

    var channels: Int {
      switch self {
      case .gray, .palette: 1
      case .grayAlpha: 2
      case .rgb: 3
      case .rgbAlpha: 4
      }
    }
  }

  let width: Int
  let height: Int
  let bits: Int
  let color: Color
  let isInterlaced: Bool

  init?(_ bytes: [UInt8]) {
    func word(_ place: Int) -> Int {
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }
    guard bytes.count == 13, let color = Color(rawValue: Int(bytes[9])), bytes[10] == 0, bytes[11] == 0 else {
      return nil
    }
    width = word(0)
    height = word(4)
    bits = Int(bytes[8])
    self.color = color
    isInterlaced = bytes[12] == 1
  }

  var isValid: Bool {
    let depths: [Int] =
      switch color {
      case .gray: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      default: [8, 16]
      }
    return width > 0 && height > 0 && width < 1 << 20 && height < 1 << 20 && depths.contains(bits)
  }

  var bitsOfPixel: Int { bits * color.channels }
  var stride: Int { (width * bitsOfPixel + 7) / 8 }

  /// The passes of an image: where each begins and how far its pixels are apart.
  var passes: [(x: Int, y: Int, stepX: Int, stepY: Int)] {
    isInterlaced
      ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
      : [(0, 0, 1, 1)]
  }

  /// How many bytes the lines take, with a byte for the filter in front of each.
  var packedSize: Int {
    passes.reduce(0) { sum, pass in
      let columns = (width - pass.x + pass.stepX - 1) / pass.stepX
      let rows = (height - pass.y + pass.stepY - 1) / pass.stepY
      return columns > 0 && rows > 0 ? sum + rows * (1 + (columns * bitsOfPixel + 7) / 8) : sum
    }
  }
}
