public import HTTPServer

/// The routes of the platform itself; capabilities add theirs through `extend`.
public struct ServiceAPI {
  private let health: HealthMonitor
  private let startedAt: String
  private let isLocal: Bool
  private let metrics: @Sendable (String?) -> (body: [UInt8], type: String)

  /// A local service asks for no key. `metrics` takes an `Accept` field and returns the text with its media type.
  public init(
    health: HealthMonitor, startedAt: String, isLocal: Bool = false,
    metrics: @escaping @Sendable (String?) -> (body: [UInt8], type: String)
  ) {
    self.health = health
    self.startedAt = startedAt
    self.isLocal = isLocal
    self.metrics = metrics
  }

  public func router(extend: (inout Router) -> Void = { _ in }) -> Router {
    var router = Router()
    SystemRoutes(version: ProductVersion.number, startedAt: startedAt, isLocal: isLocal).add(to: &router)
    HealthRoutes(monitor: health).add(to: &router)
    MetricsRoutes(render: metrics).add(to: &router)
    extend(&router)
    DocumentationRoutes(version: ProductVersion.number).add(to: &router)
    return router
  }
}
