#if canImport(FoundationNetworking)
internal import Foundation
public import FoundationNetworking
#else
public import Foundation
#endif

/// Carries requests by `URLSession`.
///
/// Nothing is kept between requests but connections: no cookies, no cache, no credentials.
public final class URLSessionTransport: Transport {
  private let session: URLSession
  private let exchanges: SessionExchanges

  /// A transport with connections of its own.
  ///
  /// - Parameter configuration: for proxies and the like; an ephemeral one unless told.
  public init(configuration: URLSessionConfiguration? = nil) {
    let configuration = configuration ?? Self.plain
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    exchanges = SessionExchanges()
    session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: queue)
  }

  deinit { session.finishTasksAndInvalidate() }

  private static var plain: URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.urlCredentialStorage = nil
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.httpMaximumConnectionsPerHost = 16
    return configuration
  }

  public func send(_ request: TransportRequest) async throws -> TransportAnswer {
    var wanted = URLRequest(url: request.url)
    wanted.httpMethod = request.method
    wanted.timeoutInterval = max(0.001, request.idleTimeout / .seconds(1))
    for field in request.fields { wanted.setValue(field.value, forHTTPHeaderField: field.name) }
    let task: URLSessionTask
    switch request.body {
    case .none: task = session.dataTask(with: wanted)
    case .bytes(let bytes):
      wanted.httpBody = bytes
      task = session.dataTask(with: wanted)
    case .file(let file): task = session.uploadTask(with: wanted, fromFile: file)
    }
    return try await exchanges.answer(to: task)
  }
}
