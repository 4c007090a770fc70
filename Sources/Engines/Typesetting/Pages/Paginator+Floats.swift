/// Matter that leaves its place in the text.
///
/// Floats are placed in their order: one that waits holds back all that come after it. Nothing that was drawn moves, so the
/// top of a column is that of the next one unless the column is still empty.
extension Paginator {
  static let floatGap = 12.0
  /// Floats at the top of a column leave at least so much of it to the text.
  private static let leastText = 0.2

  /// A float where it may stand: at once, or later.
  func take(_ box: FloatBox) throws {
    let box = known(box)
    guard waiting.isEmpty else { return waiting.append(box) }
    let needed = height(of: box)
    let isWide = box.spans && geometry.columns > 1
    switch box.place {
    case .here where !isWide && bottoms.isEmpty && y - Self.floatGap - needed >= limit - 0.01:
      if !isAtTop { y -= Self.floatGap }
      draw(box, left: columnLeft)
    case .top where isFresh && !isWide && y - needed >= limit - 0.01: drawAtTop(box)
    case .bottom where !isWide && y - Self.floatGap - needed >= limit - 0.01: putAtBottom(box)
    default: waiting.append(box)
    }
  }

  /// A box over all columns where there is only one is like any other.
  private func known(_ box: FloatBox) -> FloatBox {
    var box = box
    if geometry.columns == 1 { box.spans = false }
    return box
  }

  /// The first floats that wait stand at the top or the bottom of the column that begins, as many as leave room for text.
  func placeWaiting() throws {
    guard !isSettling else { return }
    let top = y
    while let box = waiting.first, surface != nil {
      let needed = height(of: box)
      if box.place == .page {
        guard column == 0, isFresh else { return }
        try fillPage()
        continue
      }
      if box.spans {
        guard column == 0, isFresh || hasWideFloats && y == regionTop && leavesText(needed) else { return }
        waiting.removeFirst()
        draw(box, left: geometry.left)
        regionTop = y
        lowest = min(lowest, y)
        hasWideFloats = true
        isAtTop = true
        continue
      }
      let used = top - y + bottomHeight + needed
      let isFirst = top == y && bottoms.isEmpty
      guard isFirst || used <= fullHeight * (1 - Self.leastText) else { return }
      // Notes that were carried over may leave too little.
      guard needed <= y - limit + 0.01 || isFresh && notes.isEmpty else { return }
      waiting.removeFirst()
      if box.place == .bottom, !isFirst || used <= fullHeight * (1 - Self.leastText) {
        putAtBottom(box)
      } else {
        drawAtTop(box)
      }
    }
  }

  private func leavesText(_ needed: Double) -> Bool {
    y - needed - limit > fullHeight * Self.leastText
  }

  /// Pages of nothing but floats; another page is begun behind the last.
  private func fillPage() throws {
    try drawFloatsOfPage()
    try endPage()
    surface = nil
    isSettling = true
    defer { isSettling = false }
    try beginPage()
  }

  /// As many of the floats that ask for a page as one holds; of one that is higher, as many strips.
  private func drawFloatsOfPage() throws {
    var isFirst = true
    while let box = waiting.first, box.place == .page {
      let room = y - limit
      if height(of: box) <= room + 0.01 {
        waiting.removeFirst()
        draw(box, left: geometry.left)
      } else if isFirst {
        let count = max(box.content.fitting(room), 1)
        let (upper, lower) = (box.content.slice(0..<count), box.content.slice(count..<box.content.strips.count))
        waiting[0].content = lower
        if lower.isEmpty { waiting.removeFirst() }
        draw(FloatBox(upper, at: .page, spans: true), left: geometry.left)
        return
      } else {
        return
      }
      isFirst = false
    }
  }

  /// All that waits gets its place here or on the next pages.
  func settleFloats(_ galley: Galley? = nil) throws {
    guard !waiting.isEmpty else { return }
    isSettling = true
    defer { isSettling = false }
    if surface == nil { try beginPage() }
    while let box = waiting.first {
      let needed = height(of: box)
      if box.place == .page || box.spans {
        if !isFresh || column > 0 {
          try nextPage(galley)
        }
        if box.place == .page {
          try drawFloatsOfPage()
          isPageDone = true
        } else {
          waiting.removeFirst()
          draw(box, left: geometry.left)
          regionTop = y
        }
        isAtTop = false
        continue
      }
      if isPageDone { try nextColumn(galley) }
      while y - needed - (isAtTop ? 0 : Self.floatGap) < limit - 0.01, !isFresh || !notes.isEmpty {
        try nextColumn(galley)
      }
      if !isAtTop { y -= Self.floatGap }
      waiting.removeFirst()
      draw(box, left: columnLeft)
      isAtTop = false
    }
  }

  // MARK: Drawing

  private func drawAtTop(_ box: FloatBox) {
    draw(box, left: columnLeft)
    isAtTop = true
    hasFloatsAbove = true
  }

  private func putAtBottom(_ box: FloatBox) {
    bottoms.append(box)
    bottomHeight += height(of: box) + (bottoms.count == 1 ? Self.floatGap : 0)
  }

  /// What stands at the foot of a column, above its lower edge and below its notes.
  func drawBottoms() {
    guard !bottoms.isEmpty else { return }
    var top = floor + bottomHeight - Self.floatGap
    for box in bottoms {
      draw(box.content, left: columnLeft, top: top)
      top -= height(of: box)
    }
    reserved = max(reserved, bottomHeight)
    bottoms = []
    bottomHeight = 0
  }

  private func draw(_ box: FloatBox, left: Double) {
    let mentioned = box.content.strips.indices.flatMap { box.content.notes(ofStrip: $0) }
    add(mentioned, noteHeight(mentioned))
    draw(box.content, left: left, top: y)
    y -= box.content.height
    lowest = min(lowest, y)
    isAtTop = false
  }

  private func draw(_ content: Galley, left: Double, top: Double) {
    guard let surface else { return }
    let drawing = StripDrawing(surface: surface, shaper: shaper)
    var y = top
    for (index, strip) in content.strips.enumerated() {
      if index > 0 { y -= strip.spaceBefore }
      drawing.draw(strip, of: content, left: left, top: y)
      y -= strip.height
    }
  }

  private func height(of box: FloatBox) -> Double {
    let mentioned = box.content.strips.indices.flatMap { box.content.notes(ofStrip: $0) }
    return box.content.height + noteHeight(mentioned)
  }
}
