/// Reads the header of a JPEG; the file itself is passed through.
struct JPEGReader {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func image() throws -> PDFImage {
    var place = 2
    var resolution: Double?
    while place + 4 <= bytes.count {
      guard bytes[place] == 0xFF else { break }
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      if marker == 0xD8 || marker == 1 || (0xD0...0xD7).contains(marker) {
        place += 2
        continue
      }
      let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
      guard length >= 2, place + 2 + length <= bytes.count else { break }
      if marker == 0xE0, length >= 14, bytes[place + 4] == 0x4A, bytes[place + 5] == 0x46 {
        let density = Double(Int(bytes[place + 12]) << 8 | Int(bytes[place + 13]))
        if bytes[place + 11] == 1 {
          resolution = density
        } else if bytes[place + 11] == 2 {
          resolution = density * 2.54
        }
      }
      let isFrame = (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
      if isFrame, length >= 8 { return try frame(at: place, marker, resolution) }
      if marker == 0xDA || marker == 0xD9 { break }
      place += 2 + length
    }
    throw PDFError(.image, "The JPEG image is damaged: it has no frame.")
  }

  private func frame(at place: Int, _ marker: UInt8, _ resolution: Double?) throws -> PDFImage {
    let height = Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
    let width = Int(bytes[place + 7]) << 8 | Int(bytes[place + 8])
    let components = Int(bytes[place + 9])
    guard marker <= 0xC2, bytes[place + 4] == 8 else {
      throw PDFError(.image, "The JPEG image uses a form that PDF readers do not know. Save it as a plain JPEG.")
    }
    guard components == 1 || components == 3 else {
      throw PDFError(.image, "The JPEG image is in CMYK. Convert it to RGB.")
    }
    guard width > 0, height > 0 else { throw PDFError(.image, "The JPEG image has no size.") }
    return PDFImage(
      width: width, height: height, resolution: (resolution ?? 0) > 1 ? resolution : nil, bits: 8,
      colors: components == 1 ? .gray : .rgb, samples: .jpeg(bytes), opacity: nil)
  }
}
