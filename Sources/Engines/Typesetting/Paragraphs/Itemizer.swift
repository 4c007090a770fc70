internal import CICU
internal import Fonts

/// Cuts a paragraph into pieces: by styles, fonts, directions, and by where lines may end.
///
/// Its arrays are reused from paragraph to paragraph.
final class Itemizer {
  private let shaper: Shaper
  // Unchecked as in `Shaper`.
  @exclusivity(unchecked) private(set) var pieces: [Piece] = []
  private(set) var isRightToLeft = false
  /// Whether any part of the paragraph runs from right to left.
  private(set) var hasRightToLeft = false
  @exclusivity(unchecked) private var breaks: [UInt8] = []
  @exclusivity(unchecked) private var levels: [UInt8] = []
  private static let longest = 4096

  init(_ shaper: Shaper) {
    self.shaper = shaper
  }

  private struct Scan {
    var hasRightToLeft = false
    var hasDictionary = false
  }

  func itemize(_ text: ParagraphText, _ shape: ParagraphShape) {
    pieces.removeAll(keepingCapacity: true)
    isRightToLeft = shape.direction == .rightToLeft
    hasRightToLeft = false
    guard !text.isEmpty else { return }
    text.bytes.withUnsafeBufferPointer { buffer in
      guard let bytes = buffer.baseAddress else { return }
      let scan = findBreaks(bytes, buffer.count)
      if scan.hasDictionary { findWords(text, bytes, buffer.count) }
      hasRightToLeft = scan.hasRightToLeft
      let needsLevels = scan.hasRightToLeft || isRightToLeft
      if needsLevels { findLevels(text, shape) }
      cut(text, shape, bytes, buffer.count, hasLevels: needsLevels)
    }
  }

  private func findBreaks(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Scan {
    if breaks.count < count + 1 { breaks = [UInt8](repeating: 0, count: count * 2 + 64) }
    var result = Scan()
    let table = LineBreakClass.table
    var scan = LineBreakScan()
    var before: UInt8 = 0
    breaks.withUnsafeMutableBufferPointer { breaks in
      var place = 0
      while place < count {
        let step = UTF8Step(bytes, at: place)
        let kind = table.of(step.scalar)
        breaks[place] = scan.next(kind).rawValue
        // Korean keeps its words whole, as its readers are used to.
        if breaks[place] == LineBreakScan.Verdict.allowed.rawValue, LineBreakClass.isHangul(kind),
          LineBreakClass.isHangul(before)
        {
          breaks[place] = LineBreakScan.Verdict.forbidden.rawValue
        }
        before = kind
        if step.length > 1 {
          for inner in 1..<step.length { breaks[place + inner] = 0 }
          if Self.isRightToLeft(step.scalar) { result.hasRightToLeft = true }
          if kind == LineBreakClass.dictionary.rawValue { result.hasDictionary = true }
        }
        place += step.length
      }
    }
    return result
  }

  @inline(__always)
  private static func isRightToLeft(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x590 else { return false }
    return scalar < 0x900 || scalar == 0x200F || scalar == 0x202B || scalar == 0x202E || scalar == 0x2067
      || (0xFB1D..<0xFE00).contains(scalar) || (0xFE70..<0xFF00).contains(scalar)
      || (0x10800..<0x11000).contains(scalar) || (0x1E800..<0x1F000).contains(scalar)
  }

  /// Words of Thai, Lao, Khmer and Burmese, which write no spaces: ICU has their dictionaries.
  private func findWords(_ text: ParagraphText, _ bytes: UnsafePointer<UInt8>, _ count: Int) {
    var units: [UInt16] = []
    var places: [Int] = []
    units.reserveCapacity(count)
    var place = 0
    while place < count {
      let step = UTF8Step(bytes, at: place)
      for unit in String(Unicode.Scalar(step.scalar) ?? " ").utf16 {
        units.append(unit)
        places.append(place)
      }
      place += step.length
    }
    let table = LineBreakClass.table
    guard let words = ci_words_open("th", units, Int32(units.count)) else { return }
    defer { ci_words_close(words) }
    while true {
      let next = Int(ci_words_next(words))
      if next <= 0 || next >= units.count { break }
      let before = table.of(UInt32(units[next - 1]))
      let after = table.of(UInt32(units[next]))
      let dictionary = LineBreakClass.dictionary.rawValue
      if before == dictionary, after == dictionary, breaks[places[next]] == 0 {
        breaks[places[next]] = LineBreakScan.Verdict.allowed.rawValue
      }
    }
  }

  /// Embedding levels for each byte (UAX 9).
  private func findLevels(_ text: ParagraphText, _ shape: ParagraphShape) {
    let count = text.bytes.count
    let units = Array(String(decoding: text.bytes, as: UTF8.self).utf16)
    var found = [UInt8](repeating: 0, count: units.count)
    var base: UInt8 = 0
    let wanted: UInt8 =
      switch shape.direction {
      case .leftToRight: 0
      case .rightToLeft: 1
      case .automatic: 254
      }
    levels = [UInt8](repeating: 0, count: count)
    guard ci_bidi_levels(units, Int32(units.count), wanted, &found, &base) == 1 else { return }
    isRightToLeft = base & 1 == 1
    var unit = 0
    text.bytes.withUnsafeBufferPointer { buffer in
      guard let bytes = buffer.baseAddress else { return }
      var place = 0
      while place < count {
        let step = UTF8Step(bytes, at: place)
        for inner in 0..<step.length { levels[place + inner] = unit < found.count ? found[unit] : base }
        unit += step.length == 4 ? 2 : 1
        place += step.length
      }
    }
  }

  private func cut(
    _ text: ParagraphText, _ shape: ParagraphShape, _ bytes: UnsafePointer<UInt8>, _ count: Int, hasLevels: Bool
  ) {
    var span = 0
    var object = 0
    var place = 0
    while place < count {
      while span + 1 < text.spans.count, text.spans[span + 1].start <= place { span += 1 }
      let style = text.spans[span].style
      let spanEnd = span + 1 < text.spans.count ? text.spans[span + 1].start : count
      let settings = text.styles[Int(style)]
      let level = hasLevels ? levels[place] : isRightToLeft ? 1 : 0
      let byte = bytes[place]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        space(byte, at: place, style, settings, level, bytes, count, shape)
        place += 1
        continue
      }
      if object < text.objects.count, text.objects[object].place == place {
        let item = text.objects[object].object
        append(
          Piece(
            kind: .object, level: level, mayEndLine: mayBreak(at: place + 3, count), isPlain: true, font: 0,
            style: style, start: Int32(object), count: 0, textStart: Int32(place), textCount: 3, width: item.width))
        object += 1
        place += 3
        continue
      }
      place = word(from: place, to: spanEnd, style, settings, level, hasLevels, bytes, count)
    }
  }

  @inline(__always)
  private func mayBreak(at place: Int, _ count: Int) -> Bool {
    place >= count || breaks[place] != 0
  }

  private func append(_ piece: Piece) { pieces.append(piece) }

  private func space(
    _ byte: UInt8, at place: Int, _ style: Int32, _ settings: TextStyle, _ level: UInt8,
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ shape: ParagraphShape
  ) {
    // Carriage returns belong to the line feed behind them.
    if byte == 0x0D { return }
    let font = spaceFont(style, settings)
    var blank: UInt8 = 0x20
    let run = shaper.shape(&blank, 1, font: font, stack: settings.stack, rightToLeft: level & 1 == 1)
    let scale = settings.size / Double(shaper.fonts[font].face.unitsPerEm)
    let kind: Piece.Kind = byte == 0x0A ? .lineBreak : byte == 0x09 ? .tab : .space
    append(
      Piece(
        kind: kind, level: level, mayEndLine: kind == .lineBreak || mayBreak(at: place + 1, count),
        isPlain: run.isPlain,
        font: Int32(font), style: style, start: run.start, count: run.count, textStart: Int32(place), textCount: 1,
        width: Double(run.width) * scale * (kind == .tab ? 4 : 1)))
  }

  /// The font of the word before, where it has a space: words and spaces of one font are drawn together, and readers
  /// lose spaces that are drawn alone.
  private func spaceFont(_ style: Int32, _ settings: TextStyle) -> Int {
    if let last = pieces.last, last.kind == .text, last.style == style, shaper.has(0x20, font: Int(last.font)) {
      return Int(last.font)
    }
    return shaper.font(for: 0x20, stack: settings.stack)
  }

  /// Text up to the next place where a line may end or something changes; answers where it stopped.
  private func word(
    from start: Int, to spanEnd: Int, _ style: Int32, _ settings: TextStyle, _ level: UInt8, _ hasLevels: Bool,
    _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> Int {
    var place = start
    var font = -1
    let isTurned = level & 1 == 1
    while place < spanEnd {
      let byte = bytes[place]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { break }
      if place > start, breaks[place] != 0 || place - start >= Self.longest { break }
      if hasLevels, levels[place] != level { break }
      let step = UTF8Step(bytes, at: place)
      if step.scalar == 0xFFFC, place > start { break }
      if isTurned, DirectionMarks.isBracket(step.scalar) {
        if place > start { break }
        font = fontOf(step.scalar, after: font, settings.stack)
        place += step.length
        break
      }
      let wanted = fontOf(step.scalar, after: font, settings.stack)
      if font >= 0, wanted != font { break }
      font = wanted
      place += step.length
    }
    let run = shaper.shape(
      bytes + start, place - start, font: max(font, 0), stack: settings.stack, rightToLeft: level & 1 == 1)
    let scale = settings.size / Double(shaper.fonts[max(font, 0)].face.unitsPerEm)
    append(
      Piece(
        kind: .text, level: level, mayEndLine: mayBreak(at: place, count), isPlain: run.isPlain,
        isComplex: run.isComplex, font: Int32(max(font, 0)),
        style: style, start: run.start, count: run.count, textStart: Int32(start), textCount: Int32(place - start),
        width: Double(run.width) * scale))
    return place
  }

  /// Marks and invisible characters stay with the font of what they belong to.
  @inline(__always)
  private func fontOf(_ scalar: UInt32, after font: Int, _ stack: Int) -> Int {
    if scalar < 0x300 || font < 0 { return shaper.font(for: scalar, stack: stack) }
    let kind = LineBreakClass.table.of(scalar)
    let clings =
      kind == LineBreakClass.combining.rawValue || kind == LineBreakClass.zeroJoiner.rawValue
      || Shaper.isInvisible(scalar)
    if clings, shaper.has(scalar, font: font) { return font }
    return shaper.font(for: scalar, stack: stack)
  }
}
