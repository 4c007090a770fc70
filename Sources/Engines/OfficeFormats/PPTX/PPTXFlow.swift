internal import Documents

/// Places the items of one section on slides, as many as they need.
struct PPTXFlow {
  private var slides: [PPTXSlide] = []
  private var current: PPTXSlide
  private var top: Double
  private let title: [Inline]
  private static let gap = 10.0
  private static let area = PPTXMeasure.content

  static func slides(_ title: [Inline], _ items: [PPTXSlide.Item]) -> [PPTXSlide] {
    if let pair = twoColumns(title, items) { return [pair] }
    var flow = PPTXFlow(title)
    for (index, item) in items.enumerated() { flow.add(item, isLast: index == items.count - 1) }
    flow.turn()
    return flow.slides
  }

  private init(_ title: [Inline]) {
    self.title = title
    current = PPTXSlide(layout: .content, title: title)
    top = Self.area.y
  }

  /// Text and one object that fit side by side.
  private static func twoColumns(_ title: [Inline], _ items: [PPTXSlide.Item]) -> PPTXSlide? {
    var lines: [PPTXSlide.Line] = []
    var objects: [PPTXSlide.Item] = []
    for item in items {
      if case .text(let more) = item { lines += more } else { objects.append(item) }
    }
    let half = (area.width - 24) / 2
    guard objects.count == 1, lines.contains(where: { $0.form != .caption }) else { return nil }
    if case .table(let table, _) = objects[0] {
      let columns = TablePlacement(table).columns
      let widths = table.widths(columns: columns, total: half)
      let height = (table.header + table.rows + table.footer).reduce(0) { $0 + PPTXMeasure.height($1, widths) }
      if columns > 4 || height > area.height { return nil }
    }
    guard lines.reduce(0, { $0 + PPTXMeasure.height($1, width: half) }) <= area.height else { return nil }
    var slide = PPTXSlide(layout: .two, title: title)
    slide.items = [
      (.text(lines), .init(x: area.x, y: area.y, width: half, height: area.height)),
      (objects[0], .init(x: area.x + half + 24, y: area.y, width: half, height: area.height)),
    ]
    return slide
  }

  private var room: Double { Self.area.y + Self.area.height - top }

  /// Ends the slide; what follows goes on another one.
  private mutating func turn() {
    guard !current.items.isEmpty else { return }
    if case .text? = current.items.first?.item {} else { current.layout = .titleOnly }
    if current.items.count == 1, case .text = current.items[0].item { current.items[0].place = Self.area }
    slides.append(current)
    current = PPTXSlide(layout: .content, title: title)
    top = Self.area.y
  }

  private mutating func place(_ item: PPTXSlide.Item, height: Double) {
    current.items.append((item, .init(x: Self.area.x, y: top, width: Self.area.width, height: height)))
    top += height + Self.gap
  }

  private mutating func add(_ item: PPTXSlide.Item, isLast: Bool) {
    switch item {
    case .text(let lines): text(lines)
    case .table(let table, _): self.table(table)
    case .picture, .chart:
      if room < 190 { turn() }
      // A caption below wants a line.
      place(item, height: isLast ? room : max(room - 40, 150))
    }
  }

  private mutating func text(_ lines: [PPTXSlide.Line]) {
    var gathered: [PPTXSlide.Line] = []
    var height = 0.0
    for (index, line) in lines.enumerated() {
      let more = PPTXMeasure.height(line, width: Self.area.width)
      // A heading stays with what follows it.
      let next =
        line.form == .heading && index + 1 < lines.count
        ? PPTXMeasure.height(lines[index + 1], width: Self.area.width) : 0
      if height + more + next > room, !(gathered.isEmpty && current.items.isEmpty) {
        if !gathered.isEmpty { place(.text(gathered), height: height + 8) }
        turn()
        gathered = []
        height = 0
      }
      gathered.append(line)
      height += more
    }
    if !gathered.isEmpty { place(.text(gathered), height: min(height + 8, max(room, 20))) }
  }

  /// A table goes on with its header on the next slide.
  private mutating func table(_ table: Table) {
    let columns = TablePlacement(table).columns
    let widths = table.widths(columns: columns, total: Self.area.width)
    let header = table.header.reduce(0) { $0 + PPTXMeasure.height($1, widths) }
    let footer = table.footer.reduce(0) { $0 + PPTXMeasure.height($1, widths) }
    var first = 0
    var height = header
    if room < header + 60 { turn() }
    for (index, row) in table.rows.enumerated() {
      let more = PPTXMeasure.height(row, widths)
      let end = index == table.rows.count - 1 ? footer : 0
      if height + more + end > room, index > first {
        place(.table(table, rows: first..<index), height: height)
        turn()
        first = index
        height = header
      }
      height += more
    }
    place(.table(table, rows: first..<table.rows.count), height: height + footer)
  }
}
