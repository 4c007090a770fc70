internal import Documents

/// The lists of a document as the head of the file names them: each that counts is an entry of its own, so that it
/// begins anew.
struct RTFLists {
  struct Key: Hashable {
    let marker: List.Marker
    /// Of task lists.
    let isDone: Bool?
    let level: Int
  }

  static let deepest = 8

  /// In the order of their numbers, from 1.
  private(set) var entries: [Key] = []
  /// Numbers of lists that no paragraph has taken yet, the next last.
  private var free: [Key: [Int]] = [:]
  private var last: [Key: Int] = [:]

  init(_ blocks: [Block]) {
    gather(blocks, depth: 0)
    for key in free.keys { free[key]?.reverse() }
  }

  private mutating func gather(_ blocks: [Block], depth: Int) {
    for block in blocks {
      guard case .list(let list) = block else {
        for inner in block.childBlocks { gather(inner, depth: depth) }
        continue
      }
      let states = Set(list.items.map(\.isDone))
      for state in [nil, false, true] as [Bool?] where states.contains(state) {
        add(Self.key(list.marker, state, depth))
      }
      for item in list.items { gather(item.blocks, depth: depth + 1) }
    }
  }

  private mutating func add(_ key: Key) {
    // Lists that do not count can share one entry.
    if case .ordered = key.marker {} else if free[key] != nil { return }
    entries.append(key)
    free[key, default: []].append(entries.count)
  }

  private static func key(_ marker: List.Marker, _ isDone: Bool?, _ depth: Int) -> Key {
    Key(marker: isDone == nil ? marker : .bullet, isDone: isDone, level: min(depth, deepest))
  }

  /// The number of the list that begins now; lists of footnotes, which the head does not name, have none.
  mutating func take(_ marker: List.Marker, _ isDone: Bool?, depth: Int) -> Int? {
    let key = Self.key(marker, isDone, depth)
    guard case .ordered = key.marker else { return free[key]?.first }
    return free[key]?.popLast()
  }
}

extension RTFLists.Key {
  /// `\levelnfc`: how the level counts.
  var counting: Int {
    guard case .ordered(_, let style, _) = marker else { return 23 }
    return switch style {
    case .decimal: 0
    case .upperRoman: 1
    case .lowerRoman: 2
    case .upperLetter: 3
    case .lowerLetter: 4
    }
  }

  var start: Int {
    guard case .ordered(let start, _, _) = marker else { return 1 }
    return start
  }

  /// The sign of lists that do not count.
  var sign: String {
    switch isDone {
    case nil: "•"
    case true?: "☒"
    case false?: "☐"
    }
  }

  /// The text of an item, as a reader without lists shows it.
  func text(_ number: Int) -> String {
    guard case .ordered(_, let style, let delimiter) = marker else { return sign }
    let digits = style.text(number)
    return switch delimiter {
    case .period: digits + "."
    case .parenthesis: digits + ")"
    case .parentheses: "(\(digits))"
    }
  }
}
