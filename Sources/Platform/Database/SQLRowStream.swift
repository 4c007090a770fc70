/// Batches of rows from one snapshot, fetched only when the next one is asked for.
///
/// It may be iterated once. The connection behind it is given back at the end, at an error, or when the
/// iterator goes away.
public struct SQLRowStream: AsyncSequence, Sendable {
  public typealias Element = [SQLRow]

  /// Where the batches come from; `nil` ends the stream.
  package protocol Source: AnyObject, Sendable {
    func next() async throws -> [SQLRow]?
  }

  let open: @Sendable () async throws -> any Source

  /// The snapshot is taken when the first batch is asked for.
  package init(open: @escaping @Sendable () async throws -> any Source) {
    self.open = open
  }

  public func makeAsyncIterator() -> Iterator { Iterator(open: open) }

  public struct Iterator: AsyncIteratorProtocol {
    let open: @Sendable () async throws -> any Source
    var source: (any Source)?
    var ended = false

    init(open: @escaping @Sendable () async throws -> any Source) {
      self.open = open
    }

    public mutating func next() async throws -> [SQLRow]? {
      if ended { return nil }
      do {
        let current: any Source
        if let source { current = source } else { current = try await open() }
        source = current
        if let rows = try await current.next() { return rows }
      } catch {
        ended = true
        source = nil
        throw error
      }
      ended = true
      source = nil
      return nil
    }
  }
}
