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
    case deflated([UInt8])
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
  /// Whether the opacity is compressed already.
  public let isPacked: Bool

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
    width: Int, height: Int, resolution: Double?, bits: Int, colors: ColorSpace, samples: Samples, opacity: [UInt8]?,
    isPacked: Bool = false
  ) {
    self.width = width
    self.height = height
    self.resolution = resolution
    self.bits = bits
    self.colors = colors
    self.samples = samples
    self.opacity = opacity
    self.isPacked = isPacked
  }

  /// How much memory it takes.
  public var byteCount: Int {
    switch samples {
    case .jpeg(let bytes), .predicted(let bytes, _), .plain(let bytes), .deflated(let bytes):
      bytes.count + (opacity?.count ?? 0)
    }
  }

  /// The same image, compressed once for all files that it will stand in.
  public func packed() throws -> PDFImage {
    guard !isPacked, case .plain(let plain) = samples else { return self }
    let deflate = try Deflate(level: ObjectFile.level)
    return PDFImage(
      width: width, height: height, resolution: resolution, bits: bits, colors: colors,
      samples: .deflated(deflate.compress(plain)),
      opacity: opacity.map { deflate.compress($0) }, isPacked: true)
  }

  /// The samples on their way: what must be compressed is given to the file's threads.
  func prepared(for file: ObjectFile) -> Prepared {
    let data =
      switch samples {
      case .jpeg(let bytes), .predicted(let bytes, _), .deflated(let bytes): DeflateJob(done: bytes)
      case .plain(let bytes): file.compress(bytes)
      }
    var filter = PDFEntries()
    switch samples {
    case .jpeg: filter.append("/Filter/DCTDecode")
    case .predicted(_, let columns):
      filter.append("/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors \(colors.components)")
      filter.append("/BitsPerComponent \(bits)/Columns \(columns)>>")
    case .plain, .deflated: filter.append("/Filter/FlateDecode")
    }
    return Prepared(
      width: width, height: height, bits: bits, colors: colors, filter: filter.text, data: data,
      opacity: opacity.map { isPacked ? DeflateJob(done: $0) : file.compress($0) })
  }

  /// An image whose samples are compressed, or will be: it stands at the end of the file, so that where it stands does
  /// not depend on when it was first drawn.
  struct Prepared {
    let width: Int
    let height: Int
    let bits: Int
    let colors: ColorSpace
    let filter: String
    let data: DeflateJob
    let opacity: DeflateJob?

    func write(to file: ObjectFile, as object: PDFObject) throws {
      var entries = PDFEntries()
      entries.append("/Type/XObject/Subtype/Image/Width \(width)/Height \(height)/BitsPerComponent \(bits)")
      switch colors {
      case .gray: entries.append("/ColorSpace/DeviceGray")
      case .rgb: entries.append("/ColorSpace/DeviceRGB")
      case .palette(let palette):
        let digits = palette.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        entries.append("/ColorSpace[/Indexed/DeviceRGB \(palette.count / 3 - 1)<\(digits)>]")
      }
      if let opacity {
        let mask = file.reserve()
        try file.write(mask, opacity) { mask in
          mask.append("/Type/XObject/Subtype/Image/Width ")
          mask.append(decimal: width)
          mask.append("/Height ")
          mask.append(decimal: height)
          mask.append("/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode")
        }
        entries.append("/SMask \(mask.number) 0 R")
      }
      try file.write(object, data) { $0.append(entries.text + filter) }
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
