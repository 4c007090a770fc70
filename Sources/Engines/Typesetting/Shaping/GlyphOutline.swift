internal import CHarfBuzz
internal import Fonts

/// A glyph as lines and curves in font units; y grows upwards.
public struct GlyphOutline: Sendable {
  public enum Step: Sendable {
    case move(Float, Float)
    case line(Float, Float)
    /// With one point between.
    case quadratic(Float, Float, Float, Float)
    case cubic(Float, Float, Float, Float, Float, Float)
    case close
  }

  public fileprivate(set) var steps: [Step] = []
}

extension ShaperFont {
  public func outline(ofGlyph glyph: Int) -> GlyphOutline {
    var outline = GlyphOutline()
    guard let drawing = hb_draw_funcs_create() else { return outline }
    defer { hb_draw_funcs_destroy(drawing) }
    hb_draw_funcs_set_move_to_func(
      drawing, { _, data, _, x, y, _ in append(.move(x, y), data) }, nil, nil)
    hb_draw_funcs_set_line_to_func(
      drawing, { _, data, _, x, y, _ in append(.line(x, y), data) }, nil, nil)
    hb_draw_funcs_set_quadratic_to_func(
      drawing, { _, data, _, x1, y1, x, y, _ in append(.quadratic(x1, y1, x, y), data) }, nil, nil)
    hb_draw_funcs_set_cubic_to_func(
      drawing, { _, data, _, x1, y1, x2, y2, x, y, _ in append(.cubic(x1, y1, x2, y2, x, y), data) }, nil, nil)
    hb_draw_funcs_set_close_path_func(drawing, { _, data, _, _ in append(.close, data) }, nil, nil)
    withUnsafeMutablePointer(to: &outline) { hb_font_get_glyph_shape(font, UInt32(glyph), drawing, $0) }
    return outline
  }
}

private func append(_ step: GlyphOutline.Step, _ data: UnsafeMutableRawPointer?) {
  data?.assumingMemoryBound(to: GlyphOutline.self).pointee.steps.append(step)
}
