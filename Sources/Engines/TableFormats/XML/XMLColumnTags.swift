internal import Tables

/// The tags of a column, and of what it holds.
struct XMLColumnTags {
  let name: String
  let start: [UInt8]
  let end: [UInt8]
  let children: [XMLColumnTags]
  let holdsList: Bool

  private init(_ name: String, _ type: ColumnType) {
    self.name = name
    start = Array("<\(name)>".utf8)
    end = Array("</\(name)>".utf8)
    switch type {
    case .list(let element): children = [XMLColumnTags("item", element)]
    case .object(let fields): children = Self.of(fields)
    default: children = []
    }
    holdsList = if case .list = type { true } else { children.contains { $0.holdsList } }
  }

  static func of(_ columns: [Column]) -> [XMLColumnTags] {
    zip(XMLTableNames.elements(columns.map(\.name)), columns).map { XMLColumnTags($0, $1.type) }
  }
}
