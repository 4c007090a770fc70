internal import HTTPServer
internal import JSON

/// What the description of the interface says about analytics.
enum AnalyticsDescriptions {
  private static let result: (Int, RouteDescription.Content) = (200, .json("The figures.", ["type": "object"]))

  private static func parameter(_ name: String, _ text: String, _ schema: JSONValue) -> RouteDescription.Parameter {
    .init(name, in: .query, text, schema: schema)
  }

  static func windowed(_ name: String, _ summary: String) -> RouteDescription {
    var parameters = [
      parameter(
        "window", "So many hours or days, such as 24h or 30d.",
        ["type": "string", "pattern": "^(([1-9][0-9]{0,2}|[1-8][0-9]{3})h|([1-9][0-9]?|[1-3][0-9]{2})d)$"]),
      parameter(
        "from", "Instead of a window: from then on, at most the last 400 days before the end.",
        ["type": "string", "format": "date-time"]),
      parameter("to", "Up to then; now unless told.", ["type": "string", "format": "date-time"]),
      parameter("format", "Only of this format.", Schemas.line(512)),
      parameter("user", "Only of this owner.", Schemas.line(512)),
    ]
    if name == "trends" {
      parameters.append(parameter("step", "How fine.", ["type": "string", "enum": ["hour", "day"]]))
    }
    return RouteDescription(
      operation: "analytics_\(name)", summary: summary, tags: ["Analytics"], parameters: parameters,
      responses: [result])
  }

  static let prediction = RouteDescription(
    operation: "analytics_prediction", summary: "What the next hours will bring, and how far off that may be",
    tags: ["Analytics"],
    parameters: [
      parameter("hours", "How far ahead.", ["type": "integer", "minimum": 1, "maximum": 168])
    ], responses: [result])

  static let system = RouteDescription(
    operation: "analytics_system", summary: "How the queue stands", tags: ["Analytics"], responses: [result])
}
