internal import Expressions

/// A table of columns of another and of values computed from them.
final class SelectedTable: TableSource {
  let schema: TableSchema
  private let source: any TableSource
  private let parts: [Part]
  private var interest: TableInterest?
  private var hasBegun = false

  private enum Part {
    case column(Int)
    case computed(ColumnEvaluator)
  }

  struct Selection {
    var expression: Expression
    var name: String
  }

  init(_ source: any TableSource, _ selections: [Selection]) throws {
    self.source = source
    var columns: [Column] = []
    var parts: [Part] = []
    for selection in selections {
      if case .name("*") = selection.expression.root.kind, source.schema.index(of: "*") == nil {
        columns += source.schema.columns
        parts += source.schema.columns.indices.map { .column($0) }
        continue
      }
      let evaluator = try ColumnEvaluator(selection.expression, source.schema)
      if let index = evaluator.column {
        var column = source.schema.columns[index]
        column.name = selection.name
        columns.append(column)
        parts.append(.column(index))
      } else {
        columns.append(Column(selection.name, evaluator.type))
        parts.append(.computed(evaluator))
      }
    }
    var names = Set<String>()
    for column in columns where !names.insert(column.name).inserted {
      throw TableError(.expression, "there would be two columns '\(column.name)'; name one with 'as'")
    }
    var schema = source.schema
    schema.columns = columns
    self.schema = schema
    self.parts = parts
  }

  /// The columns at these places.
  init(_ source: any TableSource, columns: [Int]) {
    self.source = source
    var schema = source.schema
    schema.columns = columns.map { source.schema.columns[$0] }
    self.schema = schema
    parts = columns.map { .column($0) }
  }

  func narrow(to interest: TableInterest) { self.interest = interest }

  private func begin() {
    hasBegun = true
    var columns = Set<Int>()
    for (index, part) in parts.enumerated() where interest?.columns.contains(index) ?? true {
      switch part {
      case .column(let index): columns.insert(index)
      case .computed(let evaluator): columns.formUnion(evaluator.slots)
      }
    }
    let bounds = (interest?.bounds ?? []).compactMap { bound -> ColumnBound? in
      guard case .column(let index) = parts[bound.column] else { return nil }
      return ColumnBound(index, bound.relation, bound.value)
    }
    source.narrow(to: TableInterest(columns: columns, bounds: bounds))
  }

  func next() throws -> TableChunk? {
    if !hasBegun { begin() }
    guard let chunk = try source.next() else { return nil }
    var columns: [ColumnVector] = []
    columns.reserveCapacity(parts.count)
    for (index, part) in parts.enumerated() {
      switch part {
      case .column(let index): columns.append(chunk.columns[index])
      case .computed(let evaluator):
        if interest?.columns.contains(index) ?? true {
          columns.append(try evaluator.evaluate(chunk))
        } else {
          let missing = ColumnVector(evaluator.type)
          missing.appendNulls(chunk.count)
          columns.append(missing)
        }
      }
    }
    return TableChunk(columns: columns, count: chunk.count, keeping: chunk)
  }
}

/// The table with other names for some columns.
final class RenamedTable: TableSource {
  let schema: TableSchema
  private let source: any TableSource

  init(_ source: any TableSource, _ names: [(old: String, new: String)]) throws {
    self.source = source
    var schema = source.schema
    for (old, new) in names {
      // By the old schema, so that two names can be exchanged.
      schema.columns[try source.schema.requireIndex(of: old)].name = new
    }
    var seen = Set<String>()
    for column in schema.columns where !seen.insert(column.name).inserted {
      throw TableError(.expression, "there would be two columns '\(column.name)'")
    }
    self.schema = schema
  }

  func narrow(to interest: TableInterest) { source.narrow(to: interest) }

  func next() throws -> TableChunk? { try source.next() }
}
