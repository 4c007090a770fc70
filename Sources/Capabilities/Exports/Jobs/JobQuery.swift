internal import Database

/// Which jobs a list shows. The order is that of their making, newest first unless told.
public struct JobQuery: Sendable, Hashable {
  public var states: Set<JobState> = []
  public var format: String?
  public var documentType: String?
  public var batch: String?
  public var owner: String?
  /// Microseconds since 1970.
  public var createdAfter: Int64?
  public var createdBefore: Int64?
  /// A part of the title; looked for among the newest ``searched`` jobs that pass the other filters.
  public var title: String?
  public var oldestFirst = false
  /// The last job of the page before.
  public var after: String?
  public var limit = 50

  public static let maximumLimit = 500
  public static let searched = 20_000

  public init() {}

  func statement(tenant: String) -> Statement {
    var values: [SQLValue] = [.text(tenant)]
    var conditions = "tenant = $1"
    func add(_ condition: String, _ value: SQLValue) {
      values.append(value)
      conditions += " and \(condition)$\(values.count)"
    }
    if !states.isEmpty {
      let places = states.map(\.rawValue).sorted().map { state -> String in
        values.append(.text(state))
        return "$\(values.count)"
      }
      conditions += " and state in (\(places.joined(separator: ", ")))"
    }
    if let format { add("format = ", .text(format)) }
    if let documentType { add("document_type = ", .text(documentType)) }
    if let batch { add("batch = ", .text(batch)) }
    if let owner { add("owner = ", .text(owner)) }
    if let createdAfter { add("created_at >= ", .integer(createdAfter)) }
    if let createdBefore { add("created_at < ", .integer(createdBefore)) }
    if let after { add(oldestFirst ? "id > " : "id < ", .text(after)) }
    let order = "order by id \(oldestFirst ? "asc" : "desc")"
    values.append(.integer(limit + 1))
    let page = "limit $\(values.count)"
    guard let title else {
      return Statement("select \(Job.columns) from job where \(conditions) \(order) \(page)", values)
    }
    values.append(.text("%" + Self.escaped(title.lowercased()) + "%"))
    return Statement(
      """
      select \(Job.columns) from (select * from job where \(conditions) \(order) limit \(Self.searched)) as j
      where lower(title) like $\(values.count) escape '!' \(order) \(page)
      """, values)
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character == "%" || character == "_" || character == "!" { escaped.append("!") }
      escaped.append(character)
    }
    return escaped
  }
}

/// Some jobs, and where the next page goes on.
public struct JobPage: Sendable {
  public let jobs: [Job]
  /// For ``JobQuery/after``; nil on the last page.
  public let next: String?
}
