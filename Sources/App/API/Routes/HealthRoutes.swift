internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// Whether the service works: for people, load balancers and orchestrators.
struct HealthRoutes {
  let monitor: HealthMonitor

  func add(to router: inout Router) {
    for (path, operation) in [("/health", "health"), ("/api/v3/health", "healthV3")] {
      router.get(path, description(operation, "The state of the service and of each thing it depends on")) {
        [monitor] _ in
        let answer = monitor.answer
        return Self.response(answer.body, isGood: answer.isReady)
      }
      router.get(path + "/live", description(operation + "Live", "Whether the process answers at all")) { _ in
        Self.response(Self.live, isGood: true)
      }
      router.get(path + "/ready", description(operation + "Ready", "Whether the service can take work now")) {
        [monitor] _ in
        let answer = monitor.answer
        return Self.response(answer.body, isGood: answer.isReady)
      }
    }
  }

  private static let live = Array("{\"live\":true}".utf8)

  private static func response(_ body: [UInt8], isGood: Bool) -> Response {
    var response = Response(isGood ? .ok : .serviceUnavailable, fields: fields, body: .bytes(body))
    response.servesRanges = false
    return response
  }

  private static let fields: HTTPFields = ["Content-Type": "application/json", "Cache-Control": "no-store"]

  private func description(_ operation: String, _ summary: String) -> RouteDescription {
    let schema = operation.hasSuffix("Live") ? Self.liveSchema : Schemas.reference("Health")
    return RouteDescription(
      operation: operation, summary: summary, tags: ["System"],
      responses: [(200, .json("It works.", schema)), (503, .json("It does not work now.", schema))], security: [])
  }

  private static let liveSchema: JSONValue = [
    "type": "object", "required": ["live"], "properties": ["live": ["type": "boolean"]],
  ]
}
