internal import JSON

/// What the last round of probes found.
public struct HealthReport: Sendable {
  public enum Status: String, Sendable {
    case ok
    case degraded
    case unavailable
  }

  public struct Dependency: Sendable {
    public let name: String
    public let isCritical: Bool
    public let isUp: Bool
    public let detail: String?
    public let milliseconds: Double
  }

  public let version: String
  public let checkedAt: String
  public let dependencies: [Dependency]

  public var isReady: Bool { dependencies.allSatisfy { $0.isUp || !$0.isCritical } }

  public var status: Status {
    if !isReady { return .unavailable }
    return dependencies.allSatisfy(\.isUp) ? .ok : .degraded
  }

  func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("status")
    json.string(status.rawValue)
    json.key("live")
    json.bool(true)
    json.key("ready")
    json.bool(isReady)
    json.key("version")
    json.string(version)
    json.key("checked_at")
    json.string(checkedAt)
    json.key("dependencies")
    json.beginObject()
    for dependency in dependencies {
      json.key(dependency.name)
      json.beginObject()
      json.key("status")
      json.string(dependency.isUp ? "ok" : "unavailable")
      json.key("critical")
      json.bool(dependency.isCritical)
      json.key("milliseconds")
      json.number((dependency.milliseconds * 1000).rounded() / 1000)
      if let detail = dependency.detail {
        json.key("detail")
        json.string(detail)
      }
      json.endObject()
    }
    json.endObject()
    json.endObject()
    return json.finish()
  }
}
