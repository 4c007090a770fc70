/// Puts strips onto pages, one after the other: no page is kept once it is full.
///
/// Strips that must stay together are placed together; notes stand at the foot of the column that mentions them; heads of
/// tables come again on every page of the table.
public final class Paginator {
  let maker: any PageMaker
  let shaper: Shaper
  public private(set) var geometry: PageGeometry
  var surface: (any PageSurface)?
  var column = 0
  var y = 0.0
  /// Where the columns of this part of the page begin, and how far down any of them got.
  var regionTop = 0.0
  var lowest = 0.0
  /// No text stands in the column yet.
  var isAtTop = true
  // Floats: those that have no place yet, those for the foot of this column, and what the page has of them.
  var waiting: [FloatBox] = []
  var bottoms: [FloatBox] = []
  var bottomHeight = 0.0
  var hasFloatsAbove = false
  var hasWideFloats = false
  var isSettling = false
  private var mentions: [FloatBox] = []
  /// The page belongs to floats: text begins on the next one.
  var isPageDone = false
  /// How much of the page's foot columns before this one took, and how much of it the columns that begin now leave alone.
  var reserved = 0.0
  private var foot = 0.0
  var notes: [(galley: Galley, strip: Int)] = []
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

  /// The lower edge of the columns.
  var floor: Double { geometry.bottom + foot }
  var limit: Double { floor + bottomHeight + notesHeight }
  /// Another column would have no more room.
  var isFresh: Bool {
    isAtTop && !hasFloatsAbove && bottoms.isEmpty && foot == 0 && regionTop >= geometry.height - geometry.top - 0.01
  }
  var columnLeft: Double {
    geometry.left + Double(column) * (geometry.columnWidth + geometry.columnGap)
  }
  var fullHeight: Double { geometry.textHeight }

  /// How much room is left in the column.
  public var room: Double { surface == nil ? geometry.textHeight : y - limit }

  /// Other pages from the next on; where only the columns change, from here on.
  public func change(_ geometry: PageGeometry) throws {
    if geometry != self.geometry { try settleFloats() }
    var same = geometry
    same.columns = self.geometry.columns
    same.columnGap = self.geometry.columnGap
    if same == self.geometry, surface != nil {
      if geometry == self.geometry { return }
      if isPageDone {
        try endPage()
        surface = nil
        self.geometry = geometry
        return
      }
      drawBottoms()
      foot = max(foot, reserved)
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

  func beginPage() throws {
    surface = try maker.beginPage(geometry)
    regionTop = geometry.height - geometry.top
    lowest = regionTop
    column = 0
    foot = 0
    reserved = 0
    hasWideFloats = false
    isPageDone = false
    try beginColumn()
  }

  private func beginColumn() throws {
    y = regionTop
    isAtTop = true
    hasFloatsAbove = false
    try placeWaiting()
  }

  func endPage() throws {
    closeDecorations(from: 0, nil)
    drawNotes()
    drawBottoms()
    try maker.endPage()
  }

  func nextColumn(_ galley: Galley?) throws {
    if column + 1 < geometry.columns, !isPageDone {
      endColumn(galley)
      column += 1
      try beginColumn()
    } else {
      try nextPage(galley)
    }
  }

  /// Leaves the rest of the page empty.
  func nextPage(_ galley: Galley?) throws {
    endColumn(galley)
    try maker.endPage()
    surface = nil
    try beginPage()
  }

  private func endColumn(_ galley: Galley?) {
    closeDecorations(from: 0, galley)
    lowest = min(lowest, y)
    drawNotes()
    drawBottoms()
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
    try settleFloats()
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
    if strips[range.lowerBound].startsPage || strips[range.lowerBound].settlesFloats { try settleFloats(galley) }
    if isPageDone { try nextColumn(galley) }
    if strips[range.lowerBound].startsPage, !isFresh || column > 0 {
      try nextPage(galley)
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
    while y - height - noteHeight < limit - 0.01, !isFresh {
      if range.count == 1, try splitRow(strips[range.lowerBound], of: galley, height + noteHeight) { return }
      try nextColumn(galley)
    }
    add(mentioned, noteHeight)
    for index in range {
      if strips[index].hasFloats { takeFloats(strips[index], of: galley) } else { try put(strips[index], of: galley) }
    }
    // Only now, so that nothing of the group is driven off.
    while !mentions.isEmpty { try take(mentions.removeFirst()) }
  }

  private func takeFloats(_ strip: Strip, of galley: Galley) {
    for place in strip.objects {
      if case .float(let box) = galley.objects[Int(place)].object.content { mentions.append(box) }
    }
  }

  /// Draws a strip; one that does not fit although its group was given a new column goes on in the next.
  private func put(_ strip: Strip, of galley: Galley) throws {
    if y - strip.spaceBefore - strip.height < limit - 0.01, !isFresh {
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

  func noteHeight(_ mentioned: [Galley]) -> Double {
    guard !mentioned.isEmpty else { return 0 }
    return mentioned.reduce(notes.isEmpty ? Self.noteGap : 0) { $0 + $1.height + 2 }
  }

  func add(_ mentioned: [Galley], _ height: Double) {
    for note in mentioned {
      for index in note.strips.indices { notes.append((note, index)) }
    }
    notesHeight += height
  }

  private func drawNotes() {
    guard !notes.isEmpty, let surface else { return }
    let base = floor + bottomHeight
    var top = base + notesHeight - Self.noteGap
    surface.stroke(
      fromX: columnLeft, y: top + Self.noteGap * 0.4, toX: columnLeft + min(geometry.columnWidth, 90),
      y: top + Self.noteGap * 0.4, width: 0.5, color: TypeColor(0x888888), depth: 10)
    let drawing = StripDrawing(surface: surface, shaper: shaper)
    var done = 0
    for (galley, index) in notes {
      let strip = galley.strips[index]
      if top - strip.height < base - 1, done > 0 { break }
      drawing.draw(strip, of: galley, left: columnLeft, top: top)
      top -= strip.height
      if index == galley.strips.count - 1 { top -= 2 }
      done += 1
    }
    if geometry.columns > 1 { reserved = max(reserved, bottomHeight + notesHeight) }
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
