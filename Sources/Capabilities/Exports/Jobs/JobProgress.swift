internal import JSON

/// How far a running job is.
public struct JobProgress: Sendable, Hashable {
  /// From 0 to 1.
  public var fraction: Double
  public var step: String?
  public var stepsDone: Int?
  public var stepsTotal: Int?

  public init(_ fraction: Double, step: String? = nil, stepsDone: Int? = nil, stepsTotal: Int? = nil) {
    self.fraction = min(1, max(0, fraction.isNaN ? 0 : fraction))
    self.step = step
    self.stepsDone = stepsDone
    self.stepsTotal = stepsTotal
  }

  func write(to json: inout JSONWriter) {
    json.key("progress")
    json.number(fraction)
    if let step { json.member("step", step) }
    if let stepsDone { json.member("steps_done", stepsDone) }
    if let stepsTotal { json.member("steps_total", stepsTotal) }
  }

  init(_ json: JSONValue) {
    self.init(
      json["progress"]?.number ?? 0, step: json["step"]?.string, stepsDone: json["steps_done"]?.integer,
      stepsTotal: json["steps_total"]?.integer)
  }
}
