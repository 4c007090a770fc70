internal import ByteIO
internal import CHarfBuzz

/// A variable font at one place of its axes: widths and outlines as they are there.
///
/// Safe to share: the font of HarfBuzz is made immutable before anyone gets it, and drawing from it changes nothing.
final class FontInstance: @unchecked Sendable {
  private let font: OpaquePointer
  /// The memory that the font reads.
  private let file: FontFile

  init?(_ file: FontFile, index: Int, _ location: FontLocation) {
    let contents = file.bytes.bytes
    let blob = hb_blob_create(
      contents.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(contents.count), HB_MEMORY_MODE_READONLY, nil,
      nil)
    let face = hb_face_create(blob, UInt32(index))
    hb_blob_destroy(blob)
    defer { hb_face_destroy(face) }
    guard let font = hb_font_create(face) else { return nil }
    let variations = location.coordinates.map { hb_variation_t(tag: $0.tag.value, value: Float($0.value)) }
    hb_font_set_variations(font, variations, UInt32(variations.count))
    hb_font_make_immutable(font)
    self.font = font
    self.file = file
  }

  deinit { hb_font_destroy(font) }

  func advance(_ glyph: Int) -> Int {
    Int(hb_font_get_glyph_h_advance(font, UInt32(truncatingIfNeeded: glyph)))
  }

  /// The outline in the form of the `glyf` table, without parts and instructions; empty where nothing is drawn.
  func outline(_ glyph: Int, movedBy shift: (x: Int, y: Int) = (0, 0)) -> [UInt8] {
    var contours = OutlineContours(shift)
    guard let drawing = hb_draw_funcs_create() else { return [] }
    defer { hb_draw_funcs_destroy(drawing) }
    hb_draw_funcs_set_move_to_func(drawing, { _, data, _, x, y, _ in with(data) { $0.move(x, y) } }, nil, nil)
    hb_draw_funcs_set_line_to_func(drawing, { _, data, _, x, y, _ in with(data) { $0.line(x, y) } }, nil, nil)
    hb_draw_funcs_set_quadratic_to_func(
      drawing, { _, data, _, x1, y1, x, y, _ in with(data) { $0.quadratic(x1, y1, x, y) } }, nil, nil)
    hb_draw_funcs_set_cubic_to_func(
      drawing, { _, data, _, x1, y1, x2, y2, x, y, _ in with(data) { $0.cubic(x1, y1, x2, y2, x, y) } }, nil, nil)
    withUnsafeMutablePointer(to: &contours) {
      hb_font_get_glyph_shape(font, UInt32(truncatingIfNeeded: glyph), drawing, $0)
    }
    return contours.bytes()
  }
}

private func with(_ data: UnsafeMutableRawPointer?, _ body: (inout OutlineContours) -> Void) {
  if let contours = data?.assumingMemoryBound(to: OutlineContours.self) { body(&contours.pointee) }
}
