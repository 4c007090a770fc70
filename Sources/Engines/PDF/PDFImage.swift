internal import ByteIO

/// An image ready to stand in a file: its samples as the file keeps them, and how to read them.
public struct PDFImage: Sendable {
  enum Samples: Sendable {
    /// A whole JPEG file.
    case jpeg([UInt8])
    /// A zlib stream with the predictors of PNG.
    case predicted([UInt8], columns: Int)
    /// Plain samples, to be compressed.
    case plain([UInt8])
  }

  enum ColorSpace: Sendable, Equatable {
    case gray
    case rgb
    /// Three bytes for each entry.
    case palette([UInt8])

    var components: Int {
      if case .rgb = self { 3 } else { 1 }
    }
  }

  public let width: Int
  public let height: Int
  /// Pixels an inch, where the file says so.
  public let resolution: Double?
  let bits: Int
  let colors: ColorSpace
  let samples: Samples
  /// Eight bits of opacity a pixel.
  let opacity: [UInt8]?

  /// Reads what the bytes show themselves to be: JPEG or PNG.
  public init(_ bytes: [UInt8]) throws {
    if bytes.starts(with: [0xFF, 0xD8]) {
      self = try JPEGReader(bytes).image()
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = try PNGReader(bytes).image()
    } else {
      throw PDFError(.image, "The image is neither JPEG nor PNG. Convert it to one of these.")
    }
  }

  init(
    width: Int, height: Int, resolution: Double?, bits: Int, colors: ColorSpace, samples: Samples, opacity: [UInt8]?
  ) {
    self.width = width
    self.height = height
    self.resolution = resolution
    self.bits = bits
    self.colors = colors
    self.samples = samples
    self.opacity = opacity
  }

  func write(to file: ObjectFile, as object: PDFObject) throws {
    var mask: PDFObject?
    if let opacity {
      let made = file.reserve()
      try file.write(made, compressing: opacity) { entries in
        entries.append("/Type/XObject/Subtype/Image/Width ")
        entries.append(decimal: width)
        entries.append("/Height ")
        entries.append(decimal: height)
        entries.append("/ColorSpace/DeviceGray/BitsPerComponent 8")
      }
      mask = made
    }
    var entries = PDFEntries()
    entries.append("/Type/XObject/Subtype/Image/Width \(width)/Height \(height)/BitsPerComponent \(bits)")
    switch colors {
    case .gray: entries.append("/ColorSpace/DeviceGray")
    case .rgb: entries.append("/ColorSpace/DeviceRGB")
    case .palette(let palette):
      let digits = palette.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      entries.append("/ColorSpace[/Indexed/DeviceRGB \(palette.count / 3 - 1)<\(digits)>]")
    }
    if let mask { entries.append("/SMask \(mask.number) 0 R") }
    switch samples {
    case .jpeg(let bytes):
      entries.append("/Filter/DCTDecode")
      try file.write(object, raw: bytes) { $0.append(entries.text) }
    case .predicted(let bytes, let columns):
      entries.append("/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors \(colors.components)")
      entries.append("/BitsPerComponent \(bits)/Columns \(columns)>>")
      try file.write(object, raw: bytes) { $0.append(entries.text) }
    case .plain(let bytes):
      try file.write(object, compressing: bytes) { $0.append(entries.text) }
    }
  }
}

/// Entries of a dictionary that is written once in a while.
struct PDFEntries {
  private(set) var text = ""

  mutating func append(_ more: String) {
    text += more
  }
}
