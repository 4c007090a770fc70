internal import ByteIO
internal import Fonts
internal import PDF
internal import Typesetting

/// Writes glyphs of one font and size in a row as one operator of a content stream.
///
/// The inner loop of PDF writing: it touches no string and no dictionary.
struct GlyphRunWriter {
  let font: PDFFont
  let source: ShaperFont
  let glyphs: UnsafeMutablePointer<PlacedGlyph>
  let size: Double

  func write(
    _ pieces: UnsafeBufferPointer<PlacedPiece>, x: Double, y: Double, to buffer: inout ByteBuffer,
    _ resources: PDFResources
  ) {
    guard let first = pieces.first else { return }
    font.cover(source.slotCount)
    let unit = Double(source.face.unitsPerEm)
    buffer.append("1 0 0 1 ")
    buffer.append(pdf: x + first.x)
    buffer.append(UInt8(ascii: " "))
    buffer.append(pdf: y)
    buffer.append(" Tm[(")
    // Where the pen is, in thousandths of the size, counted from the first piece.
    var pen = 0.0
    let perPoint = 1000 / size
    let perUnit = 1000 / unit
    for piece in pieces {
      let target = (piece.x - first.x) * perPoint
      let gap = target - pen
      if gap > 0.6 || gap < -0.6 {
        let step = Int(gap.rounded())
        adjust(step, &buffer)
        pen += Double(step)
      }
      let run = glyphs + Int(piece.start)
      buffer.reserve(Int(piece.count) * 4 + 16)
      if piece.isPlain, !font.hasOwnWidths {
        var width = 0
        for index in 0..<Int(piece.count) {
          let glyph = run[index]
          width &+= Int(glyph.advance)
          append(code(Int(glyph.slot), resources), &buffer)
        }
        pen += Double(width) * perUnit
      } else {
        writePlaced(run, Int(piece.count), perUnit, &pen, &buffer, resources)
      }
    }
    buffer.append(")]TJ\n")
  }

  /// Glyphs that stand beside where their widths put them, or whose program has widths of its own.
  private func writePlaced(
    _ run: UnsafeMutablePointer<PlacedGlyph>, _ count: Int, _ perUnit: Double, _ pen: inout Double,
    _ buffer: inout ByteBuffer, _ resources: PDFResources
  ) {
    var wanted = pen
    for index in 0..<count {
      let glyph = run[index]
      let code = code(Int(glyph.slot), resources)
      let isMoved = font.isMoved(code)
      let place = isMoved ? wanted : wanted + Double(glyph.offsetX) * perUnit
      let step = Int((place - pen).rounded())
      if step != 0 {
        adjust(step, &buffer)
        pen += Double(step)
      }
      if glyph.offsetY != 0, !isMoved {
        buffer.append(")]TJ ")
        buffer.append(pdf: Double(glyph.offsetY) * perUnit * size / 1000)
        buffer.append(" Ts[(")
        append(code, &buffer)
        buffer.append(")]TJ 0 Ts[(")
      } else {
        append(code, &buffer)
      }
      pen += Double(font.width(ofCode: code)) * perUnit
      wanted += Double(glyph.advance) * perUnit
    }
    let rest = Int((wanted - pen).rounded())
    if rest != 0 {
      adjust(rest, &buffer)
      pen += Double(rest)
    }
  }

  private func adjust(_ step: Int, _ buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: ")"))
    buffer.append(decimal: -step)
    buffer.append(UInt8(ascii: "("))
  }

  @inline(__always)
  private func code(_ slot: Int, _ resources: PDFResources) -> UInt16 {
    let known = font.code(ofSlot: slot)
    return known != 0 ? known : resources.assign(font, source, slot)
  }

  @inline(__always)
  private func append(_ code: UInt16, _ buffer: inout ByteBuffer) {
    escape(UInt8(truncatingIfNeeded: code >> 8), &buffer)
    escape(UInt8(truncatingIfNeeded: code), &buffer)
  }

  @inline(__always)
  private func escape(_ byte: UInt8, _ buffer: inout ByteBuffer) {
    switch byte {
    case 0x28, 0x29, 0x5C:
      buffer.append(UInt8(ascii: "\\"))
      buffer.append(byte)
    case 0x0D:
      buffer.append(UInt8(ascii: "\\"))
      buffer.append(UInt8(ascii: "r"))
    default: buffer.append(byte)
    }
  }
}
