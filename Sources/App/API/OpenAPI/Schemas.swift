internal import HTTPServer
public import JSON

/// The named schemas that routes refer to.
public enum Schemas {
  public static func reference(_ name: String) -> JSONValue {
    ["$ref": .string("#/components/schemas/\(name)")]
  }

  /// A text without control characters.
  static func line(_ length: Int) -> JSONValue {
    ["type": "string", "maxLength": .integer(Int64(length)), "pattern": "^[^\\u0000-\\u001f\\u007f]*$"]
  }

  static let all: [JSONValue.Member] =
    [
      .init("Problem", problem),
      .init("SystemInformation", systemInformation),
      .init("Health", health),
    ] + exports

  private static let problem: JSONValue = [
    "type": "object",
    "description": "An error, in the form of RFC 9457.",
    "required": ["type", "title", "status", "code"],
    "properties": [
      "type": ["type": "string", "description": "What kind of error this is; a URI reference."],
      "title": ["type": "string", "description": "The status in words."],
      "status": ["type": "integer", "minimum": 400, "maximum": 599],
      "detail": ["type": "string", "description": "What is wrong, where, and what to do."],
      "instance": ["type": "string", "description": "The request that failed."],
      "code": ["type": "string", "description": "A stable word for programs."],
      "request_id": ["type": "string", "description": "The name of the request in the logs."],
    ],
  ]

  private static let systemInformation: JSONValue = [
    "type": "object",
    "required": ["name", "version", "links"],
    "properties": [
      "name": ["type": "string"],
      "version": ["type": "string"],
      "description": ["type": "string"],
      "started_at": ["type": "string", "format": "date-time"],
      "access": ["type": "string", "enum": ["keys", "local"], "description": "Whether requests need an API key."],
      "links": ["type": "object", "additionalProperties": ["type": "string"]],
    ],
  ]

  private static let health: JSONValue = [
    "type": "object",
    "required": ["status", "live", "ready", "version", "checked_at", "dependencies"],
    "properties": [
      "status": ["type": "string", "enum": ["ok", "degraded", "unavailable"]],
      "live": ["type": "boolean", "description": "The process answers."],
      "ready": ["type": "boolean", "description": "Everything it cannot do without works, and it is not stopping."],
      "version": ["type": "string"],
      "checked_at": ["type": "string", "format": "date-time"],
      "dependencies": ["type": "object", "additionalProperties": dependency],
    ],
  ]

  private static let dependency: JSONValue = [
    "type": "object",
    "required": ["status", "critical", "milliseconds"],
    "properties": [
      "status": ["type": "string", "enum": ["ok", "unavailable"]],
      "critical": ["type": "boolean"],
      "milliseconds": ["type": "number", "minimum": 0],
      "detail": ["type": "string"],
    ],
  ]
}
