internal import CommandLineTool
internal import TableFormats
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
  static let sort = Option<String?>("sort", .nonEmptyString, "Put rows in order: 'city, total desc'")
    .grouped("Transforms")
  static let limit = Option<Int?>("limit", .integer(0 ... .max), "Write so many rows at most").grouped("Transforms")
  static let skip = Option("skip", .integer(0 ... .max), default: 0, "Leave out so many rows at the front")
    .grouped("Transforms")
  static let memory = Option(
    "memory", .size(1 << 20 ... .max), default: 128 << 20, "What sorting and grouping may hold before using the disk"
  ).grouped("Transforms")

  static let options: [any CommandOption] = [
    join, on, joinKind, condition, compute, group, pivot, select, sort, limit, skip, memory,
  ]

  /// In the order in which SQL does it: join, compute, where, group or pivot, select, sort, skip, limit.
  static func apply(_ source: any TableSource, _ context: CommandContext) throws -> any TableSource {
    let resources = resources(context)
    var table = try joined(source, context, resources)
    if let list = context[compute] { table = try table.computing(list) }
    if let text = context[condition] { table = try table.filtering(text) }
    if let column = context[pivot] {
      guard let rows = context[group], let cell = context[select] else {
        throw CommandFailure(
          code: "usage", "--pivot wants --group for its rows and --select for its cells",
          hint: "As in: --group city --pivot 'year(day)' --select 'sum(amount)'")
      }
      table = try table.pivoting(rows: rows, column: column, cell: cell, resources)
    } else if let keys = context[group] {
      table = try table.grouping(by: keys, context[select], resources)
    } else if let list = context[select], !summarises(list) {
      // Rows may be sorted by columns that are not written.
      if let order = context[sort] {
        let selected = try? table.selecting(list).sorting(order, resources)
        return limited(try selected ?? table.sorting(order, resources).selecting(list), context)
      }
      table = try table.selecting(list)
    } else if let list = context[select] {
      table = try table.grouping(by: "", list, resources)
    }
    if let order = context[sort] { table = try table.sorting(order, resources) }
    return limited(table, context)
  }

  static func resources(_ context: CommandContext) -> TableResources {
    TableResources(
      memory: context[memory], folder: context.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
  }

  private static func joined(
    _ source: any TableSource, _ context: CommandContext, _ resources: TableResources
  ) throws -> any TableSource {
    guard let path = context[join] else {
      guard context[on] == nil else { throw CommandFailure(code: "usage", "--on is of --join") }
      return source
    }
    let other = try TableFile.open(path)
    let keys: [(own: String, other: String)]
    if let text = context[on] {
      keys = try text.split(separator: ",").map { try key($0) }
    } else {
      keys = source.schema.columns.filter { other.schema.index(of: $0.name) != nil }.map { ($0.name, $0.name) }
      guard !keys.isEmpty else {
        throw CommandFailure(
          code: "no-key", "the tables have no column of one name", hint: "Say which are equal: --on 'city = name'.")
      }
    }
    return try source.joining(other, on: keys, JoinKind(rawValue: context[joinKind]) ?? .left, resources)
  }

  /// A list of columns: `id, [Unit price]`.
  static func names(_ list: String) -> [String] { list.split(separator: ",").map(name) }

  private static func name(_ text: Substring) -> String {
    var name = text.drop { $0 == " " }
    while name.last == " " { name.removeLast() }
    if name.first == "[", name.last == "]" { name = name.dropFirst().dropLast() }
    return String(name)
  }

  /// `city = name`, or one name for both.
  private static func key(_ text: Substring) throws -> (own: String, other: String) {
    let sides = text.split(separator: "=", maxSplits: 1).map(name)
    guard let own = sides.first, let other = sides.last, !own.isEmpty, !other.isEmpty else {
      throw CommandFailure(code: "usage", "--on is a list of columns such as 'city = name, year'")
    }
    return (own, other)
  }

  private static func limited(_ table: any TableSource, _ context: CommandContext) -> any TableSource {
    let rows = context[limit]
    guard rows != nil || context[skip] > 0 else { return table }
    return table.limited(to: rows ?? .max, skipping: context[skip])
  }

  /// Whether a selection is of all rows together: `sum(amount), count()`.
  private static func summarises(_ list: String) -> Bool { TableSummary.isMeant(by: list) }
}
