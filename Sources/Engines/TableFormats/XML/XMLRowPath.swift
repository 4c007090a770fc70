internal import XML

/// Finds the element that is repeated: the one nearest to the root that stands beside another of its name.
final class XMLRowPath: XMLHandler {
  private var open: [String] = []
  /// How often each name was met in each open element.
  private var counts: [[String: Int]] = []
  /// The best so far, and the first element below the root, for documents with one row.
  private(set) var repeated: [String]?
  private var first: [String]?

  /// What our own writer calls a row is one, even where it is alone.
  var path: [String]? { first?.last == "row" ? first : repeated ?? first }

  func start(_ tag: borrowing XMLStartTag) {
    let name = tag.name.local
    open.append(name)
    if open.count == 2, first == nil { first = open }
    guard open.count > 1, open.count < repeated?.count ?? .max else {
      counts.append([:])
      return
    }
    let count = (counts[open.count - 2][name] ?? 0) + 1
    counts[open.count - 2][name] = count
    if count == 2 { repeated = open }
    counts.append([:])
  }

  func end(_ name: XMLName) {
    open.removeLast()
    counts.removeLast()
  }
}
