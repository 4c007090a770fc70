internal import ByteIO

/// Cuts a CFF font down to some glyphs: glyph `n` of the result is `glyphs[n]` and has the character identifier `n`.
///
/// The result is always keyed by identifiers and has no subroutines.
public struct CompactSubset {
  private struct FontDictionary {
    let dictionary: CompactDictionary
    let privateDictionary: CompactDictionary
    let subroutines: CompactIndex
    let defaultWidth: Int
    let nominalWidth: Int
  }

  private let table: FontBytes
  private let top: CompactDictionary
  private let globals: CompactIndex
  private let charstrings: CompactIndex
  private let selection: Int
  private let fonts: [FontDictionary]
  private let isKeyed: Bool

  public init(_ face: FontFace) throws {
    table = face.table("CFF ")
    let names = CompactIndex(table, at: table.u8(2))
    let tops = CompactIndex(table, at: names.end)
    let strings = CompactIndex(table, at: tops.end)
    globals = CompactIndex(table, at: strings.end)
    top = CompactDictionary(tops[0])
    charstrings = CompactIndex(table, at: top.values(17)?.first ?? 0)
    isKeyed = top.values(1230) != nil
    selection = top.values(1237)?.first ?? 0
    let source = table
    func font(_ dictionary: CompactDictionary) -> FontDictionary {
      let place = dictionary.values(18) ?? []
      let size = place.first ?? 0
      let start = place.count > 1 ? place[1] : 0
      let privateDictionary = CompactDictionary(source.part(start, size))
      let subroutines = privateDictionary.values(19)?.first.map { CompactIndex(source, at: start + $0) }
      return FontDictionary(
        dictionary: dictionary, privateDictionary: privateDictionary,
        subroutines: subroutines ?? CompactIndex(source.part(0, 0), at: 0),
        defaultWidth: privateDictionary.values(20)?.first ?? 0,
        nominalWidth: privateDictionary.values(21)?.first ?? 0)
    }
    if isKeyed {
      let list = CompactIndex(table, at: top.values(1236)?.first ?? 0)
      fonts = (0..<list.count).map { font(CompactDictionary(list[$0])) }
    } else {
      fonts = [font(top)]
    }
    guard charstrings.count > 0, !fonts.isEmpty else {
      throw FontError(.malformed, "\(face.file.path) has a damaged CFF table.")
    }
  }

  private func fontIndex(_ glyph: Int) -> Int {
    guard isKeyed else { return 0 }
    if table.u8(selection) == 0 { return table.u8(selection + 1 + glyph) }
    var low = 0
    var high = table.u16(selection + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if table.u16(selection + 3 + 3 * middle) <= glyph { low = middle } else { high = middle }
    }
    return table.u8(selection + 5 + 3 * low)
  }

  /// How wide the program says a glyph is, in font units.
  public func width(of glyph: Int) -> Int {
    let font = fonts[min(fontIndex(glyph), fonts.count - 1)]
    var scan = CharstringScan(globals: globals, locals: font.subroutines)
    scan.glyph(charstrings[glyph])
    return scan.width.map { font.nominalWidth + Int($0.rounded()) } ?? font.defaultWidth
  }

  public func bytes(_ glyphs: [Int]) -> [UInt8] {
    var used: [Int: Int] = [:]
    var order: [Int] = []
    var chosen: [UInt8] = []
    for glyph in glyphs {
      let font = min(fontIndex(glyph), fonts.count - 1)
      if used[font] == nil {
        used[font] = order.count
        order.append(font)
      }
      chosen.append(UInt8(truncatingIfNeeded: used[font] ?? 0))
    }
    var programs: [[UInt8]] = []
    programs.reserveCapacity(glyphs.count)
    for (index, glyph) in glyphs.enumerated() {
      var scan = CharstringScan(globals: globals, locals: fonts[order[Int(chosen[index])]].subroutines)
      scan.glyph(charstrings[glyph])
      // A damaged charstring draws nothing.
      programs.append(scan.flat.last == 14 ? scan.flat : [14])
    }
    return assemble(programs, chosen, order)
  }

  private func assemble(_ charstrings: [[UInt8]], _ chosen: [UInt8], _ order: [Int]) -> [UInt8] {
    let strings = CompactIndex.bytes([Array("Adobe".utf8), Array("Identity".utf8)])
    let names = CompactIndex.bytes([Array("Subset".utf8)])
    let globalBytes: [UInt8] = [0, 0]
    let charset: [UInt8] =
      charstrings.count > 1
      ? [
        2, 0, 1, UInt8(truncatingIfNeeded: (charstrings.count - 2) >> 8),
        UInt8(truncatingIfNeeded: charstrings.count - 2),
      ]
      : [0]
    let selections: [UInt8] = [0] + chosen
    let programs = CompactIndex.bytes(charstrings)
    let matrix = top.raw(1207)

    func topIndex(_ charsetAt: Int, _ selectionAt: Int, _ programsAt: Int, _ listAt: Int) -> [UInt8] {
      var dictionary: [UInt8] = CompactDictionary.fixed(391) + CompactDictionary.fixed(392) + [139, 12, 30]
      dictionary += matrix
      dictionary += CompactDictionary.fixed(charstrings.count) + [12, 34]
      dictionary += CompactDictionary.fixed(charsetAt) + [15]
      dictionary += CompactDictionary.fixed(selectionAt) + [12, 37]
      dictionary += CompactDictionary.fixed(programsAt) + [17]
      dictionary += CompactDictionary.fixed(listAt) + [12, 36]
      return CompactIndex.bytes([dictionary])
    }
    let fixedStart = 4 + names.count + topIndex(0, 0, 0, 0).count + strings.count + globalBytes.count
    let charsetAt = fixedStart
    let selectionAt = charsetAt + charset.count
    let programsAt = selectionAt + selections.count
    let privateAt = programsAt + programs.count

    var privates: [UInt8] = []
    var list: [[UInt8]] = []
    for index in order {
      let font = fonts[index]
      let dictionary = font.privateDictionary.entries.filter { $0.name != 19 }.flatMap(\.raw)
      let own = isKeyed ? font.dictionary.raw(1207) : []
      list.append(
        own + CompactDictionary.fixed(dictionary.count) + CompactDictionary.fixed(privateAt + privates.count) + [18])
      privates += dictionary
    }
    let listAt = privateAt + privates.count
    var result: [UInt8] = [1, 0, 4, 4]
    result += names + topIndex(charsetAt, selectionAt, programsAt, listAt) + strings + globalBytes
    result += charset + selections + programs + privates
    return result + CompactIndex.bytes(list)
  }
}
