public import Foundation

/// The head of an answer, and its body piece by piece.
public struct TransportAnswer: Sendable {
  public var status: Int
  public var fields: [(name: String, value: String)]
  public var body: AsyncThrowingStream<Data, any Error>

  public init(status: Int, fields: [(name: String, value: String)], body: AsyncThrowingStream<Data, any Error>) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// The first field of that name, in any case of letters.
  public subscript(name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name.lowercased() == name }?.value
  }
}

extension TransportAnswer {
  /// The whole body; what is over the limit is left out.
  func collect(upTo limit: Int = .max) async throws -> Data {
    var whole = Data()
    for try await piece in body {
      whole.append(piece.prefix(max(0, limit - whole.count)))
      if whole.count >= limit { break }
    }
    try Task.checkCancellation()
    return whole
  }

  /// The same, with errors of the body in our words.
  func translatingErrors(of server: URL) -> TransportAnswer {
    var answer = self
    let pieces = PieceReader(body)
    answer.body = AsyncThrowingStream {
      do {
        return try await pieces.next()
      } catch {
        throw ExportIAError.of(error, server: server)
      }
    }
    return answer
  }

  /// Lets a stream be read from a closure. Safe: a stream has one reader, which asks for one piece at a time.
  private final class PieceReader: @unchecked Sendable {
    private var iterator: AsyncThrowingStream<Data, any Error>.AsyncIterator

    init(_ body: AsyncThrowingStream<Data, any Error>) { iterator = body.makeAsyncIterator() }

    func next() async throws -> Data? { try await iterator.next() }
  }
}
