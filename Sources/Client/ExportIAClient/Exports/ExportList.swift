/// Exports, newest first unless told; fetched page by page while they are read.
public struct ExportList: AsyncSequence, Sendable {
  public typealias Element = Export

  let client: ExportIAClient
  let filter: ExportFilter
  let pageSize: Int

  public func makeAsyncIterator() -> Iterator { Iterator(list: self) }

  public struct Iterator: AsyncIteratorProtocol {
    let list: ExportList
    private var exports: ArraySlice<Export> = []
    private var cursor: String?
    private var isLast = false

    init(list: ExportList) {
      self.list = list
    }

    public mutating func next() async throws -> Export? {
      while exports.isEmpty, !isLast {
        let page = try await list.client.page(of: list.filter, after: cursor, limit: list.pageSize)
        exports = page.exports[...]
        cursor = page.nextCursor
        isLast = cursor == nil
      }
      return exports.popFirst()
    }
  }
}

/// Some exports, and where the next page goes on.
public struct ExportPage: Sendable, Hashable, Decodable {
  public var exports: [Export]
  /// Nil on the last page.
  public var nextCursor: String?

  enum CodingKeys: String, CodingKey {
    case exports
    case nextCursor = "next_cursor"
  }
}

extension ExportIAClient {
  /// The exports that pass the filter; read as many as you need.
  ///
  /// - Parameter pageSize: how many are fetched at a time, 1 to 500.
  public func exports(_ filter: ExportFilter = ExportFilter(), pageSize: Int = 100) -> ExportList {
    ExportList(client: self, filter: filter, pageSize: pageSize)
  }

  /// One page of exports.
  ///
  /// - Parameter cursor: the ``ExportPage/nextCursor`` of the page before.
  public func page(
    of filter: ExportFilter = ExportFilter(), after cursor: String? = nil, limit: Int = 50
  ) async throws -> ExportPage {
    var query = filter.query
    query.append(("limit", String(limit)))
    if let cursor { query.append(("cursor", cursor)) }
    return try await caller.value(.get("/api/v3/exports", query: query))
  }
}
