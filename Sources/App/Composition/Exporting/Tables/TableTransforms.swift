internal import CommandLineTool
internal import Tables

/// The options that change a table on its way.
enum TableTransforms {
  static let condition = Option<String?>("where", .nonEmptyString, "Keep the rows for which a condition is true")
    .grouped("Transforms")
  static let join = Option<String?>("join", .file, "Put the columns of a smaller table beside the rows, by --on")
    .grouped("Transforms")
  static let on = Option<String?>(
    "on", .nonEmptyString, "The columns of --join that are equal: 'city = name, year'; without it those of one name"
  ).grouped("Transforms")
  static let joinKind = Option(
    "join-kind", .word(JoinKind.allCases.map(\.rawValue)), default: JoinKind.left.rawValue,
    "left keeps rows without a partner, inner drops them, semi and anti only pick rows"
  ).grouped("Transforms")
  static let pivot = Option<String?>(
    "pivot", .nonEmptyString, "A column for each value; the rows are --group, the cells --select 'sum(amount)'"
  ).grouped("Transforms")
  static let compute = Option<String?>("compute", .nonEmptyString, "Add columns: 'price * amount as total'")
    .grouped("Transforms")
  static let group = Option<String?>(
    "group", .nonEmptyString, "Make one row of those with the same values: 'city, year(day) as year'"
  ).grouped("Transforms")
  static let select = Option<String?>(
    "select", .nonEmptyString, "The columns to write; of groups with sum(x), mean(x), count(), min(x), max(x)"
  ).grouped("Transforms")
  static let rename = Option<String?>(
    "rename", .nonEmptyString, "Other names for columns of the result: 'old = new, [Unit price] = price'"
  ).grouped("Transforms")
  static let sort = Option<String?>("sort", .nonEmptyString, "Put rows in order: 'city, total desc'")
    .grouped("Transforms")
  static let limit = Option<Int?>("limit", .integer(0 ... .max), "Write so many rows at most").grouped("Transforms")
  static let skip = Option("skip", .integer(0 ... .max), default: 0, "Leave out so many rows at the front")
    .grouped("Transforms")
  static let memory = Option(
    "memory", .size(1 << 20 ... .max), default: 128 << 20, "What sorting and grouping may hold before using the disk"
  ).grouped("Transforms")

  static let append = Option<Bool>(
    flag: "append", "Put several tables below each other in one; a workbook has sheets of them otherwise"
  ).grouped("Transforms")
  static let origin = Option<String?>(
    "origin", .nonEmptyString, "With several tables in one: a column of this name says where a row is from"
  ).grouped("Transforms")

  /// Of one table.
  static let options: [any CommandOption] = [
    join, on, joinKind, condition, compute, group, pivot, select, rename, sort, limit, skip, memory,
  ]
  /// Of several that become one.
  static let joining: [any CommandOption] = [append, origin]

  /// What a request may ask for; its memory is the service's affair.
  static var requested: [any CommandOption] {
    (options + joining).filter { $0.definition.name != memory.definition.name }
  }

  /// What is written of the tables that were read: one of each, or one of all.
  ///
  /// - Parameters:
  ///   - isBook: the output takes several tables.
  ///   - other: opens the table that `join` names.
  static func apply(
    _ tables: [any TableSource], _ wishes: TableWishes, isBook: Bool, other: (String) throws -> any TableSource
  ) throws -> [any TableSource] {
    let origin = try wishes[origin]
    let isOne = try !isBook || wishes[append] || origin != nil
    guard isOne, let first = tables.first, tables.count > 1 || origin != nil else {
      return try tables.map { try apply($0, wishes, other) }
    }
    let all = try TableFault.of(append) { try first.appending(Array(tables.dropFirst()), origin: origin) }
    return [try apply(all, wishes, other)]
  }

  /// In the order in which SQL does it: join, compute, where, group or pivot, select, sort, skip, limit, rename.
  static func apply(
    _ source: any TableSource, _ wishes: TableWishes, _ other: (String) throws -> any TableSource
  ) throws -> any TableSource {
    let resources = try resources(wishes)
    var table = try joined(source, wishes, resources, other)
    if let list = try wishes[compute] { table = try WishedTable(compute) { try table.computing(list) } }
    if let text = try wishes[condition] { table = try WishedTable(condition) { try table.filtering(text) } }
    table = try selected(table, wishes, resources)
    let rows = try wishes[limit]
    let skipped = try wishes[skip]
    if rows != nil || skipped > 0 { table = table.limited(to: rows ?? .max, skipping: skipped) }
    guard let names = try wishes[rename] else { return table }
    return try TableFault.of(rename) { try table.renaming(ColumnNames.pairs(names).map { ($0.own, $0.other) }) }
  }

  /// Groups, columns and order.
  private static func selected(
    _ source: any TableSource, _ wishes: TableWishes, _ resources: TableResources
  ) throws -> any TableSource {
    var table = source
    let list = try wishes[select]
    let order = try wishes[sort]
    if let column = try wishes[pivot] {
      guard let rows = try wishes[group], let cell = list else {
        throw TableFault(
          pivot, "a pivot wants group for its rows and select for its cells",
          hint: "As in: group 'city', pivot 'year(day)', select 'sum(amount)'.")
      }
      table = try WishedTable(pivot) { try table.pivoting(rows: rows, column: column, cell: cell, resources) }
    } else if let keys = try wishes[group] {
      // A mistake in the columns is told apart from one in the keys.
      try TableFault.of(group) { _ = try table.grouping(by: keys, nil, resources) }
      table = try WishedTable(list == nil ? group : select) { try table.grouping(by: keys, list, resources) }
    } else if let list, TableSummary.isMeant(by: list) {
      table = try WishedTable(select) { try table.grouping(by: "", list, resources) }
    } else if let list, let order {
      // Rows may be sorted by columns that are not written.
      let chosen = try WishedTable(select) { try table.selecting(list) }
      if let sorted = try? chosen.sorting(order, resources) { return sorted }
      table = try WishedTable(sort) { try table.sorting(order, resources) }
      return try WishedTable(select) { try table.selecting(list) }
    } else if let list {
      table = try WishedTable(select) { try table.selecting(list) }
    }
    guard let order else { return table }
    return try WishedTable(sort) { try table.sorting(order, resources) }
  }

  static func resources(_ wishes: TableWishes) throws -> TableResources {
    TableResources(memory: try wishes[memory], folder: wishes.folder)
  }

  private static func joined(
    _ source: any TableSource, _ wishes: TableWishes, _ resources: TableResources,
    _ open: (String) throws -> any TableSource
  ) throws -> any TableSource {
    guard let name = try wishes[join] else {
      if let alone = [on as any CommandOption, joinKind].first(where: wishes.isAsked) {
        throw TableFault(alone, "this is of join")
      }
      return source
    }
    let other = try TableFault.of(join) { try open(name) }
    let keys: [(own: String, other: String)]
    if let text = try wishes[on] {
      keys = ColumnNames.pairs(text)
      guard keys.allSatisfy({ !$0.own.isEmpty && !$0.other.isEmpty }) else {
        throw TableFault(on, "the columns that are equal are such as 'city = name, year'")
      }
    } else {
      keys = source.schema.columns.filter { other.schema.index(of: $0.name) != nil }.map { ($0.name, $0.name) }
      guard !keys.isEmpty else {
        throw TableFault(
          join, "the tables have no column of one name", code: "no-key", hint: "Say which are equal: on 'city = name'.")
      }
    }
    let kind = JoinKind(rawValue: try wishes[joinKind]) ?? .left
    return try TableFault.of(on) { try source.joining(other, on: keys, kind, resources) }
  }
}
