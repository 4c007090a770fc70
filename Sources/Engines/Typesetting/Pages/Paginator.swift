/// Puts strips onto pages, one after the other: no page is kept once it is full.
///
/// Strips that must stay together are placed together; notes stand at the foot of the column that mentions them; heads of
/// tables come again on every page of the table.
public final class Paginator {
  private let maker: any PageMaker
  private let shaper: Shaper
  public private(set) var geometry: PageGeometry
  private var pending: PageGeometry?
  private var surface: (any PageSurface)?
  private var column = 0
  private var y = 0.0
  /// Where the columns of this part of the page begin, and how far down any of them got.
  private var regionTop = 0.0
  private var lowest = 0.0
  private var isAtTop = true
  private var notes: [(galley: Galley, strip: Int)] = []
  private var notesHeight = 0.0
  private var open: [(decoration: Int32, top: Double)] = []
  private var heads: [RowBox] = []
  private var headTable = -1
  private static let noteGap = 10.0

  public init(_ maker: any PageMaker, _ shaper: Shaper, _ geometry: PageGeometry) {
    self.maker = maker
    self.shaper = shaper
    self.geometry = geometry
  }

  private var limit: Double { geometry.bottom + notesHeight }
  private var columnLeft: Double {
    geometry.left + Double(column) * (geometry.columnWidth + geometry.columnGap)
  }
  private var fullHeight: Double { geometry.textHeight }

  /// How much room is left in the column.
  public var room: Double { surface == nil ? geometry.textHeight : y - limit }

  /// Other pages from the next on; where only the columns change, from here on.
  public func change(_ geometry: PageGeometry) throws {
    var same = geometry
    same.columns = self.geometry.columns
    same.columnGap = self.geometry.columnGap
    if same == self.geometry, surface != nil {
      if geometry == self.geometry { return }
      regionTop = min(lowest, y)
      y = regionTop
      column = 0
      self.geometry = geometry
      return
    }
    if surface != nil {
      try endPage()
      surface = nil
    }
    self.geometry = geometry
  }

  private func beginPage() throws {
    surface = try maker.beginPage(geometry)
    regionTop = geometry.height - geometry.top
    lowest = regionTop
    column = 0
    beginColumn()
  }

  private func beginColumn() {
    y = regionTop
    isAtTop = true
  }

  private func endPage() throws {
    closeDecorations(from: 0, nil)
    drawNotes()
    try maker.endPage()
  }

  private func nextColumn(_ galley: Galley?) throws {
    closeDecorations(from: 0, galley)
    lowest = min(lowest, y)
    drawNotes()
    if column + 1 < geometry.columns {
      column += 1
      beginColumn()
    } else {
      try maker.endPage()
      surface = nil
      try beginPage()
    }
  }

  /// Places everything that is in the galley, and empties it.
  public func flow(_ galley: Galley) throws {
    var first = 0
    while first < galley.strips.count {
      var last = first
      while last + 1 < galley.strips.count, galley.strips[last].breakAfter == .forbidden { last += 1 }
      try place(first...last, of: galley)
      first = last + 1
    }
    closeDecorations(from: 0, galley)
    galley.removeAll()
  }

  /// The last page is done.
  public func finish() throws {
    if surface == nil { try beginPage() }
    while !notes.isEmpty {
      drawNotes()
      if !notes.isEmpty { try nextColumn(nil) }
    }
    try endPage()
    surface = nil
  }

  private func place(_ range: ClosedRange<Int>, of galley: Galley) throws {
    if surface == nil { try beginPage() }
    let strips = galley.strips
    if strips[range.lowerBound].startsPage, !isAtTop || column > 0 {
      column = geometry.columns
      try nextColumn(galley)
    } else if strips[range.lowerBound].startsColumn, !isAtTop {
      try nextColumn(galley)
    }
    var height = 0.0
    var mentioned: [Galley] = []
    for index in range {
      height += strips[index].height + (index == range.lowerBound && isAtTop ? 0 : strips[index].spaceBefore)
      if strips[index].hasNotes { mentioned += galley.notes(ofStrip: index) }
    }
    height += paddings(strips[range.lowerBound].decoration, galley)
    let noteHeight = min(self.noteHeight(mentioned), fullHeight * 0.6)
    if y - height - noteHeight < limit - 0.01, !isAtTop {
      if range.count == 1, try splitRow(strips[range.lowerBound], of: galley, height + noteHeight) { return }
      if height <= fullHeight || !isAtTop { try nextColumn(galley) }
    }
    add(mentioned, noteHeight)
    for index in range { try put(strips[index], of: galley) }
  }

  /// Draws a strip; one that does not fit although its group was given a new column goes on in the next.
  private func put(_ strip: Strip, of galley: Galley) throws {
    if y - strip.spaceBefore - strip.height < limit - 0.01, !isAtTop {
      if strip.height == 0 {
        // A gap at the end of a page is gone.
        return
      }
      if try splitRow(strip, of: galley, strip.height) { return }
      try nextColumn(galley)
    }
    if isAtTop, strip.height > y - limit, strip.row >= 0, try splitRow(strip, of: galley, strip.height) { return }
    if strip.height == 0, strip.objects.isEmpty, isAtTop { return }
    if !isAtTop, strip.spaceBefore > 0 {
      closeDecorations(except: strip.decoration, galley)
      y -= strip.spaceBefore
    }
    openDecorations(strip.decoration, galley)
    if strip.row >= 0 { repeatHeads(galley.rows[Int(strip.row)]) }
    if let surface {
      StripDrawing(surface: surface, shaper: shaper).draw(strip, of: galley, left: columnLeft, top: y)
    }
    y -= strip.height
    lowest = min(lowest, y)
    if strip.height > 0 { isAtTop = false }
  }

  // MARK: Tables

  private func repeatHeads(_ row: RowBox) {
    if row.table != headTable {
      headTable = row.table
      heads = []
    }
    if row.isHeader {
      heads.append(row)
    } else if isAtTop, !heads.isEmpty, let surface {
      let height = heads.reduce(0) { $0 + $1.height }
      guard height < (y - limit) * 0.5 else { return }
      surface.drawsDecoration = true
      for head in heads {
        StripDrawing(surface: surface, shaper: shaper).draw(head, left: columnLeft, top: y)
        y -= head.height
      }
      surface.drawsDecoration = false
    }
  }

  /// Cuts a row that is high, or higher than a page, at the end of this column; false where it goes on whole.
  private func splitRow(_ strip: Strip, of galley: Galley, _ height: Double) throws -> Bool {
    guard strip.row >= 0 else { return false }
    let row = galley.rows[Int(strip.row)]
    let room = y - limit - (isAtTop ? 0 : strip.spaceBefore)
    guard !row.isHeader, height > fullHeight * 0.25 || isAtTop, let (upper, lower) = row.split(room) else {
      return false
    }
    galley.rows.append(upper)
    galley.rows.append(lower)
    var first = strip
    first.row = Int32(galley.rows.count - 2)
    first.height = upper.height
    var second = strip
    second.row = Int32(galley.rows.count - 1)
    second.height = lower.height
    second.spaceBefore = 0
    if !isAtTop { y -= first.spaceBefore }
    openDecorations(first.decoration, galley)
    repeatHeads(upper)
    if let surface {
      StripDrawing(surface: surface, shaper: shaper).draw(first, of: galley, left: columnLeft, top: y)
    }
    y -= first.height
    isAtTop = false
    try nextColumn(galley)
    try put(second, of: galley)
    return true
  }

  // MARK: Notes

  private func noteHeight(_ mentioned: [Galley]) -> Double {
    guard !mentioned.isEmpty else { return 0 }
    return mentioned.reduce(notes.isEmpty ? Self.noteGap : 0) { $0 + $1.height + 2 }
  }

  private func add(_ mentioned: [Galley], _ height: Double) {
    for note in mentioned {
      for index in note.strips.indices { notes.append((note, index)) }
    }
    notesHeight += height
  }

  private func drawNotes() {
    guard !notes.isEmpty, let surface else { return }
    var top = geometry.bottom + notesHeight - Self.noteGap
    surface.stroke(
      fromX: columnLeft, y: top + Self.noteGap * 0.4, toX: columnLeft + min(geometry.columnWidth, 90),
      y: top + Self.noteGap * 0.4, width: 0.5, color: TypeColor(0x888888), depth: 10)
    let drawing = StripDrawing(surface: surface, shaper: shaper)
    var done = 0
    for (galley, index) in notes {
      let strip = galley.strips[index]
      if top - strip.height < geometry.bottom - 1, done > 0 { break }
      drawing.draw(strip, of: galley, left: columnLeft, top: top)
      top -= strip.height
      if index == galley.strips.count - 1 { top -= 2 }
      done += 1
    }
    notes.removeFirst(done)
    // What did not fit comes first in the next column.
    let rest = notes.reduce(0) { $0 + $1.galley.strips[$1.strip].height }
    notesHeight = notes.isEmpty ? 0 : min(rest + Self.noteGap + 4, fullHeight * 0.6)
  }

  // MARK: Decorations

  private func chain(_ decoration: Int32, _ galley: Galley) -> [Int32] {
    var result: [Int32] = []
    var next = decoration
    while next >= 0 {
      result.append(next)
      next = galley.decorations[Int(next)].parent
    }
    return result.reversed()
  }

  private func paddings(_ decoration: Int32, _ galley: Galley) -> Double {
    guard decoration >= 0 else { return 0 }
    return chain(decoration, galley).reduce(0) { $0 + 2 * galley.decorations[Int($1)].padding }
  }

  private func closeDecorations(except decoration: Int32, _ galley: Galley) {
    let wanted = chain(decoration, galley)
    var same = 0
    while same < open.count, same < wanted.count, open[same].decoration == wanted[same] { same += 1 }
    closeDecorations(from: same, galley)
  }

  private func openDecorations(_ decoration: Int32, _ galley: Galley) {
    if decoration < 0, open.isEmpty { return }
    closeDecorations(except: decoration, galley)
    for next in chain(decoration, galley).dropFirst(open.count) {
      open.append((next, y))
      y -= galley.decorations[Int(next)].padding
    }
  }

  private func closeDecorations(from first: Int, _ galley: Galley?) {
    guard let galley, let surface else { return }
    while open.count > first, let (number, top) = open.popLast() {
      let decoration = galley.decorations[Int(number)]
      y -= decoration.padding
      let left = columnLeft + decoration.left
      let right = columnLeft + decoration.right
      if let fill = decoration.fill {
        surface.fill(x: left, y: y, width: right - left, height: top - y, color: fill, depth: decoration.depth)
      }
      if let bar = decoration.bar {
        surface.fill(
          x: left, y: y, width: decoration.barWidth, height: top - y, color: bar, depth: decoration.depth + 1)
      }
      if let border = decoration.border {
        let depth = decoration.depth + 1
        surface.stroke(fromX: left, y: y, toX: right, y: y, width: 0.5, color: border, depth: depth)
        surface.stroke(fromX: left, y: top, toX: right, y: top, width: 0.5, color: border, depth: depth)
        surface.stroke(fromX: left, y: y, toX: left, y: top, width: 0.5, color: border, depth: depth)
        surface.stroke(fromX: right, y: y, toX: right, y: top, width: 0.5, color: border, depth: depth)
      }
      lowest = min(lowest, y)
    }
  }
}
