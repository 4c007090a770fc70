internal import Expressions

/// Transforms take a table and give one, row group by row group. Expressions are those of the `Expressions` language.
extension TableSource {
  /// Columns and values computed from them: `city, amount * 2 as double`; `*` is all columns.
  public func selecting(_ list: String) throws -> any TableSource {
    try SelectedTable(
      self,
      TransformText.list(list).map {
        .init(expression: $0.expression, name: $0.name ?? GroupSelection.name($0.expression))
      })
  }

  /// All columns, and computed ones behind them: `price * amount as total`. One with a known name takes its place.
  public func computing(_ list: String) throws -> any TableSource {
    let computed = try TransformText.list(list).map {
      SelectedTable.Selection(expression: $0.expression, name: $0.name ?? GroupSelection.name($0.expression))
    }
    var selections: [SelectedTable.Selection] = schema.columns.map { column in
      computed.first { $0.name == column.name }
        ?? .init(expression: TransformText.column(column.name), name: column.name)
    }
    selections += computed.filter { schema.index(of: $0.name) == nil }
    return try SelectedTable(self, selections)
  }

  /// Other names for some columns.
  public func renaming(_ names: KeyValuePairs<String, String>) throws -> any TableSource {
    try renaming(names.map { ($0.key, $0.value) })
  }

  /// The same with names that are known only now.
  public func renaming(_ names: [(old: String, new: String)]) throws -> any TableSource {
    try RenamedTable(self, names)
  }

  /// Without some columns.
  public func dropping(_ names: [String]) throws -> any TableSource {
    let dropped = try Set(names.map { try schema.requireIndex(of: $0) })
    return SelectedTable(self, columns: schema.columns.indices.filter { !dropped.contains($0) })
  }

  /// The rows for which the condition is true: `amount > 100 and city like 'A%'`.
  public func filtering(_ condition: String) throws -> any TableSource {
    try FilteredTable(self, TransformText.expression(condition))
  }

  public func limited(to rows: Int, skipping: Int = 0) -> any TableSource {
    LimitedTable(self, rows: rows, skipping: skipping)
  }

  /// The rows in order: `country, amount desc nulls first`. Rows that are equal in it stay as they were.
  public func sorting(_ order: String, _ resources: TableResources = TableResources()) throws -> any TableSource {
    let terms = try TransformText.order(order)
    // Keys that are no columns are computed once and dropped afterwards.
    var computed: [SelectedTable.Selection] = []
    var keys: [SortKey] = []
    for term in terms {
      let evaluator = try ColumnEvaluator(term.expression, schema)
      let column = evaluator.column ?? schema.columns.count + computed.count
      if evaluator.column == nil {
        computed.append(.init(expression: term.expression, name: "key\n\(computed.count)"))
      }
      keys.append(SortKey(column: column, isDescending: term.isDescending, nullsFirst: term.nullsFirst))
    }
    if computed.isEmpty { return try SortedTable(self, keys, resources) }
    let all = SelectedTable.Selection(expression: TransformText.everything, name: "*")
    let sorted = try SortedTable(try SelectedTable(self, [all] + computed), keys, resources)
    return SelectedTable(sorted, columns: Array(schema.columns.indices))
  }

  /// One row for each group of rows with the same keys, in the order of the keys.
  ///
  /// `keys` is a list such as `country, year(day) as year`, empty for all rows at once; `list` says what is known of a
  /// group, as `country, sum(amount) as total, count()`. Nil takes the keys alone: every different row once.
  public func grouping(
    by keys: String, _ list: String? = nil, _ resources: TableResources = TableResources()
  ) throws -> any TableSource {
    let keyList = try keys.isEmpty ? [] : TransformText.list(keys)
    let selection = try GroupSelection(
      keys: keyList,
      outputs: try list.map { try TransformText.list($0) }
        ?? keyList.map { (TransformText.column($0.name ?? GroupSelection.name($0.expression)), nil) })
    return try SelectedTable(grouped(selection, resources), selection.outputs)
  }

  private func grouped(_ selection: GroupSelection, _ resources: TableResources) throws -> any TableSource {
    let inputs = try SelectedTable(self, selection.inputs)
    let grouped = try GroupedTable(inputs, keys: Array(0..<selection.keyCount), selection.requests, resources)
    guard selection.keyCount > 0 else { return grouped }
    return try SortedTable(grouped, (0..<selection.keyCount).map { SortKey(column: $0) }, resources)
  }

  /// A row for each group of `rows`, a column for each value of `column`, and in the cells a summary:
  /// `pivoting(rows: "country", column: "year(day)", cell: "sum(amount)")`.
  public func pivoting(
    rows: String, column: String, cell: String, columns limit: Int = 1_000,
    _ resources: TableResources = TableResources()
  ) throws -> any TableSource {
    let rowKeys = try TransformText.list(rows)
    let keys = rowKeys + [(try TransformText.expression(column), "column\n")]
    let summary = try TransformText.expression(cell)
    guard summary.root.hasAggregate else {
      throw TableError(.expression, "a pivot's cell is a summary, such as sum(\(cell))")
    }
    let names = keys.map { $0.name ?? GroupSelection.name($0.expression) }
    let selection = try GroupSelection(
      keys: keys, outputs: names.map { (TransformText.column($0), $0) } + [(summary, "cell\n")])
    let groups = try SelectedTable(grouped(selection, resources), selection.outputs)
    return try PivotedTable(groups, keys: rowKeys.count, columns: limit, resources)
  }

  /// Beside the columns those of a smaller table, where the keys are equal: pairs of column names, own and other.
  public func joining(
    _ other: any TableSource, on keys: KeyValuePairs<String, String>, _ kind: JoinKind = .left,
    _ resources: TableResources = TableResources()
  ) throws -> any TableSource {
    try joining(other, on: keys.map { ($0.key, $0.value) }, kind, resources)
  }

  /// The same with keys that are known only now.
  public func joining(
    _ other: any TableSource, on keys: [(own: String, other: String)], _ kind: JoinKind = .left,
    _ resources: TableResources = TableResources()
  ) throws -> any TableSource {
    let pairs = try keys.map {
      (own: try schema.requireIndex(of: $0.own), other: try other.schema.requireIndex(of: $0.other))
    }
    guard !pairs.isEmpty else { throw TableError(.expression, "a join needs columns that are compared") }
    return try JoinedTable(self, other, on: pairs, kind, resources)
  }

  /// The rows of this table and then those of others; columns belong together by their names.
  ///
  /// A column that a table lacks is missing in its rows. Whole numbers and fractions, dates and timestamps get the type
  /// that holds both; other types that differ are an error. `origin` names a column that says which table a row is of.
  public func appending(_ others: [any TableSource], origin: String? = nil) throws -> any TableSource {
    try AppendedTable([self] + others, origin: origin)
  }
}

/// Reads the texts of transforms, with errors of tables.
enum TransformText {
  static let everything = column("*")

  static func column(_ name: String) -> Expression {
    Expression(text: name, root: ExpressionNode(.name(name), at: 0..<name.utf8.count))
  }

  static func expression(_ text: String) throws(TableError) -> Expression {
    do { return try Expression(text) } catch { throw TableError(error) }
  }

  static func list(_ text: String) throws(TableError) -> [(expression: Expression, name: String?)] {
    do { return try Expression.list(text) } catch { throw TableError(error) }
  }

  static func order(_ text: String) throws(TableError) -> [OrderTerm] {
    do { return try Expression.order(text) } catch { throw TableError(error) }
  }
}
