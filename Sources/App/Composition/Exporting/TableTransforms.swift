internal import CommandLineTool
internal import Tables

/// The options that change a table on its way.
enum TableTransforms {
  static let condition = Option<String?>("where", .nonEmptyString, "Keep the rows for which a condition is true")
    .grouped("Transforms")
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

  static let options: [any CommandOption] = [condition, compute, group, select, sort, limit, skip, memory]

  /// In the order in which SQL does it: where, compute, group, select, sort, skip, limit.
  static func apply(_ source: any TableSource, _ context: CommandContext) throws -> any TableSource {
    let resources = TableResources(
      memory: context[memory], folder: context.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
    var table = source
    if let list = context[compute] { table = try table.computing(list) }
    if let text = context[condition] { table = try table.filtering(text) }
    if let keys = context[group] {
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

  private static func limited(_ table: any TableSource, _ context: CommandContext) -> any TableSource {
    let rows = context[limit]
    guard rows != nil || context[skip] > 0 else { return table }
    return table.limited(to: rows ?? .max, skipping: context[skip])
  }

  /// Whether a selection is of all rows together: `sum(amount), count()`.
  private static func summarises(_ list: String) -> Bool { TableSummary.isMeant(by: list) }
}
