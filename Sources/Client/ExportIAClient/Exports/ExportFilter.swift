public import Foundation

/// Which exports a list shows.
public struct ExportFilter: Sendable, Hashable {
  /// Any of these; all where it is empty.
  public var statuses: [ExportStatus]
  public var format: String?
  public var documentType: String?
  public var batch: String?
  public var owner: String?
  public var createdAfter: Date?
  public var createdBefore: Date?
  /// A part of the title.
  public var search: String?
  public var oldestFirst: Bool

  public init(
    statuses: [ExportStatus] = [], format: String? = nil, documentType: String? = nil, batch: String? = nil,
    owner: String? = nil, createdAfter: Date? = nil, createdBefore: Date? = nil, search: String? = nil,
    oldestFirst: Bool = false
  ) {
    self.statuses = statuses
    self.format = format
    self.documentType = documentType
    self.batch = batch
    self.owner = owner
    self.createdAfter = createdAfter
    self.createdBefore = createdBefore
    self.search = search
    self.oldestFirst = oldestFirst
  }

  var query: [(name: String, value: String)] {
    var query: [(name: String, value: String)] = []
    if !statuses.isEmpty { query.append(("status", statuses.map(\.rawValue).joined(separator: ","))) }
    for (name, value) in [
      ("format", format), ("document_type", documentType), ("batch", batch), ("owner", owner),
      ("created_after", createdAfter.map(Timestamp.text)), ("created_before", createdBefore.map(Timestamp.text)),
      ("q", search),
    ] {
      if let value { query.append((name, value)) }
    }
    if oldestFirst { query.append(("sort", "created_at")) }
    return query
  }
}
