/// The pixels of a PNG, unfiltered and in order, eight bits a channel.
struct PNGPixels {
  private let header: PNGHeader
  private var pixels: [UInt8]
  /// Sixteen-bit samples are compared with the transparent colour before they lose their lower half.
  private var low: [UInt8] = []

  init(_ header: PNGHeader, _ raw: [UInt8]) throws {
    self.header = header
    let channels = header.color.channels
    pixels = [UInt8](repeating: 0, count: header.width * header.height * channels)
    if header.bits == 16 { low = pixels }
    var place = 0
    let step = max(header.bitsOfPixel / 8, 1)
    for pass in header.passes {
      let columns = (header.width - pass.x + pass.stepX - 1) / pass.stepX
      let rows = (header.height - pass.y + pass.stepY - 1) / pass.stepY
      guard columns > 0, rows > 0 else { continue }
      let length = (columns * header.bitsOfPixel + 7) / 8
      var above = [UInt8](repeating: 0, count: length)
      for row in 0..<rows {
        var line = Array(raw[place + 1..<place + 1 + length])
        guard Self.undo(raw[place], &line, above, step) else { throw PNGReader.damaged }
        place += 1 + length
        for column in 0..<columns {
          let target = ((pass.y + row * pass.stepY) * header.width + pass.x + column * pass.stepX) * channels
          store(line, column, channels, at: target)
        }
        above = line
      }
    }
  }

  private mutating func store(_ line: [UInt8], _ column: Int, _ channels: Int, at target: Int) {
    for channel in 0..<channels {
      switch header.bits {
      case 16:
        pixels[target + channel] = line[(column * channels + channel) * 2]
        low[target + channel] = line[(column * channels + channel) * 2 + 1]
      case 8: pixels[target + channel] = line[column * channels + channel]
      default:
        let perByte = 8 / header.bits
        let shift = 8 - header.bits * (column % perByte + 1)
        let value = Int(line[column / perByte]) >> shift & (1 << header.bits - 1)
        // Palette entries stay numbers, grey becomes full eight bits.
        pixels[target] = UInt8(header.color == .palette ? value : value * 255 / (1 << header.bits - 1))
      }
    }
  }

  private static func undo(_ filter: UInt8, _ line: inout [UInt8], _ above: [UInt8], _ step: Int) -> Bool {
    switch filter {
    case 0: break
    case 1: for place in stride(from: step, to: line.count, by: 1) { line[place] &+= line[place - step] }
    case 2: for place in line.indices { line[place] &+= above[place] }
    case 3:
      for place in line.indices {
        let left = place >= step ? Int(line[place - step]) : 0
        line[place] &+= UInt8((left + Int(above[place])) / 2)
      }
    case 4:
      for place in line.indices {
        let left = place >= step ? Int(line[place - step]) : 0
        let corner = place >= step ? Int(above[place - step]) : 0
        line[place] &+= UInt8(paeth(left, Int(above[place]), corner))
      }
    default: return false
    }
    return true
  }

  private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> Int {
    let guess = left + above - corner
    let toLeft = abs(guess - left)
    let toAbove = abs(guess - above)
    let toCorner = abs(guess - corner)
    if toLeft <= toAbove, toLeft <= toCorner { return left }
    return toAbove <= toCorner ? above : corner
  }

  /// Colours apart from opacity, which comes from a channel or from the transparent colours of the file.
  func split(_ transparency: [UInt8]) -> (samples: [UInt8], opacity: [UInt8]?) {
    let channels = header.color.channels
    let count = header.width * header.height
    if header.color.hasAlpha {
      var samples: [UInt8] = []
      var opacity: [UInt8] = []
      samples.reserveCapacity(count * (channels - 1))
      opacity.reserveCapacity(count)
      for pixel in 0..<count {
        samples.append(contentsOf: pixels[pixel * channels..<pixel * channels + channels - 1])
        opacity.append(pixels[pixel * channels + channels - 1])
      }
      return (samples, opacity.allSatisfy { $0 == 255 } ? nil : opacity)
    }
    if transparency.isEmpty { return (pixels, nil) }
    if header.color == .palette {
      return (pixels, pixels.map { Int($0) < transparency.count ? transparency[Int($0)] : 255 })
    }
    guard transparency.count >= channels * 2 else { return (pixels, nil) }
    let opacity = (0..<count).map { pixel -> UInt8 in
      for channel in 0..<channels {
        let high = Int(transparency[channel * 2])
        let value = high << 8 | Int(transparency[channel * 2 + 1])
        let own = Int(pixels[pixel * channels + channel])
        let sample: Int
        switch header.bits {
        case 16: sample = own << 8 | Int(low[pixel * channels + channel])
        case 8: sample = own
        default: sample = own * (1 << header.bits - 1) / 255
        }
        if sample != value { return 255 }
      }
      return 0
    }
    return (pixels, opacity)
  }
}
