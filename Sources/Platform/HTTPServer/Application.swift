/// What is served: routes with everything that stands around them, independent of sockets.
public struct Application: Sendable {
  public var router: Router
  /// Run for every request in this order, and for every answer in the opposite one.
  public var filters: [any Filter]
  public var observers: [any ExchangeObserver]
  public var compression: CompressionPolicy

  public init(
    router: Router, filters: [any Filter] = [], observers: [any ExchangeObserver] = [],
    compression: CompressionPolicy = CompressionPolicy()
  ) {
    self.router = router
    self.filters = filters
    self.observers = observers
    self.compression = compression
  }
}
