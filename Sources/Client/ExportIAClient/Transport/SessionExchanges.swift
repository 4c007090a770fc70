internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// The requests of a session that are under way: turns its calls into answers and their pieces.
final class SessionExchanges: NSObject, URLSessionDataDelegate {
  private struct Exchange {
    /// Nil once the head is there.
    var head: CheckedContinuation<TransportAnswer, any Error>?
    /// Given away with the head: it ends the transfer when its reader drops it.
    var body: AsyncThrowingStream<Data, any Error>?
    let pieces: AsyncThrowingStream<Data, any Error>.Continuation
  }

  private let running = Guarded<[Int: Exchange]>([:])

  /// Starts the task and waits for the head of its answer.
  func answer(to task: URLSessionTask) async throws -> TransportAnswer {
    try Task.checkCancellation()
    let (body, pieces) = AsyncThrowingStream.makeStream(of: Data.self)
    // Ended by the reader that leaves; after the end of the body it does nothing.
    pieces.onTermination = { reason in
      if case .cancelled = reason { task.cancel() }
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        running.withLock {
          $0[task.taskIdentifier] = Exchange(head: continuation, body: body, pieces: pieces)
        }
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    begin(dataTask, response)
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    if let response = dataTask.response { begin(dataTask, response) }
    running.withLock { $0[dataTask.taskIdentifier]?.pieces }?.yield(data)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if error == nil, let response = task.response { begin(task, response) }
    guard let exchange = running.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
    exchange.pieces.finish(throwing: error)
    exchange.head?.resume(throwing: error ?? URLError(.badServerResponse))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  /// The head is there; said once for each task.
  private func begin(_ task: URLSessionTask, _ response: URLResponse) {
    let waiting = running.withLock { running -> Exchange? in
      guard let exchange = running[task.taskIdentifier], exchange.head != nil else { return nil }
      running[task.taskIdentifier]?.head = nil
      running[task.taskIdentifier]?.body = nil
      return exchange
    }
    guard let head = waiting?.head, let body = waiting?.body else { return }
    guard let response = response as? HTTPURLResponse else {
      head.resume(throwing: URLError(.badServerResponse))
      return
    }
    let fields = response.allHeaderFields.compactMap { entry -> (name: String, value: String)? in
      guard let name = entry.key as? String, let value = entry.value as? String else { return nil }
      return (name, value)
    }
    head.resume(returning: TransportAnswer(status: response.statusCode, fields: fields, body: body))
  }
}
