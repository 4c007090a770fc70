internal import Exports
internal import JSON

/// The schemas of exports.
extension Schemas {
  static let exports: [JSONValue.Member] = [
    .init("ExportRequest", request), .init("ExportForm", form), .init("BatchRequest", batchRequest),
    .init("BatchForm", batchForm), .init("Export", export), .init("Batch", batch),
    .init("ExportError", error), .init("ExportFile", file),
    .init("DocumentTemplate", documentTemplate),
  ]

  private static let states: JSONValue = [
    "queued", "running", "paused", "completed", "failed", "cancelled", "expired",
  ]

  private static let request: JSONValue = [
    "type": "object",
    "required": ["content"],
    "additionalProperties": false,
    "anyOf": [["required": ["format"]], ["required": ["formats"]]],
    "properties": [
      "content": ["description": "A document as JSON, or text such as Markdown or CSV."],
      "content_type": ["type": "string", "description": "The media type of a text; text/markdown unless told."],
      "data": ["type": "object", "description": "Makes the content a template that this fills."],
      "document_type": ["type": "string", "description": "One of GET /formats; the content says it otherwise."],
      "format": ["type": "string", "description": "One of GET /formats."],
      "formats": ["type": "array", "items": ["type": "string"], "minItems": 1, "maxItems": 8, "uniqueItems": true],
      "quality_level": ["type": "string", "enum": ["basic", "standard", "professional", "premium", "enterprise"]],
      "title": ["type": "string", "maxLength": 1000],
      "output_name": ["type": "string", "maxLength": 200, "description": "The file's name without its ending."],
      "options": [
        "type": "object", "description": "What the formats take beside the content; GET /formats names it for each.",
      ],
      "metadata": ["type": "object"],
      "callback_url": ["type": "string", "pattern": "^https?://"],
      "priority": ["type": "string", "enum": ["low", "normal", "high", "urgent", "critical"]],
      "run_at": ["type": "string", "format": "date-time"],
      "delay_seconds": ["type": "number", "minimum": 0, "maximum": 31_622_400],
      "timeout_seconds": ["type": "integer", "minimum": 1, "maximum": 86_400],
      "max_attempts": ["type": "integer", "minimum": 1, "maximum": 20],
      "retention_seconds": ["type": "integer", "minimum": 60, "maximum": 31_536_000],
    ],
  ]

  private static let form: JSONValue = [
    "type": "object",
    "required": ["file"],
    "properties": [
      "file": ["type": "string", "contentMediaType": "application/octet-stream"],
      "request": ["type": "string", "description": "The other members as a JSON object."],
      "format": ["type": "string"],
    ],
  ]

  private static let batchRequest: JSONValue = [
    "type": "object",
    "additionalProperties": false,
    "oneOf": [["required": ["items"]], ["required": ["template", "rows"]]],
    "properties": [
      "name": ["type": "string"],
      "items": [
        "type": "array", "minItems": 1, "maxItems": .integer(Int64(JobStore.maximumBatch)),
        "items": reference("ExportRequest"),
      ],
      "template": reference("ExportRequest"),
      "rows": [
        "description": "What fills the template: objects, or a table as text.",
        "anyOf": [
          [
            "type": "array", "minItems": 1, "maxItems": .integer(Int64(JobStore.maximumBatch)),
            "items": ["type": "object"],
          ],
          ["type": "string"],
        ],
      ],
      "rows_type": ["type": "string", "description": "The media type of a table as text; text/csv unless told."],
      "group_by": [
        "type": "string", "description": "A column: rows of the table that share its value make one file.",
      ],
    ],
  ]

  private static let batchForm: JSONValue = [
    "type": "object",
    "required": ["template", "rows", "format"],
    "properties": [
      "template": ["type": "string", "contentMediaType": "application/octet-stream"],
      "rows": ["type": "string", "contentMediaType": "text/csv"],
      "format": ["type": "string"],
      "request": ["type": "string", "description": "The other members of the template as a JSON object."],
    ],
  ]

  private static let export: JSONValue = [
    "type": "object",
    "required": ["id", "task_id", "status", "format", "progress", "created_at", "links"],
    "properties": [
      "id": ["type": "string", "format": "uuid"],
      "task_id": ["type": "string", "format": "uuid", "description": "The same as id."],
      "status": ["type": "string", "enum": states],
      "document_type": ["type": "string"],
      "format": ["type": "string"],
      "formats": ["type": "array", "items": ["type": "string"]],
      "quality_level": ["type": "string"],
      "priority": ["type": "string"],
      "progress": ["type": "number", "minimum": 0, "maximum": 1],
      "current_step": ["type": "string"],
      "created_at": ["type": "string", "format": "date-time"],
      "started_at": ["type": "string", "format": "date-time"],
      "completed_at": ["type": "string", "format": "date-time"],
      "expires_at": ["type": "string", "format": "date-time"],
      "estimated_end": ["type": "string", "format": "date-time"],
      "attempts": ["type": "integer", "minimum": 0],
      "warnings_count": ["type": "integer", "minimum": 0],
      "warnings": ["type": "array", "items": ["type": "object"]],
      "error": reference("ExportError"),
      "cached": ["type": "boolean", "description": "An earlier export had made the same file."],
      "files": ["type": "array", "items": reference("ExportFile")],
      "file_size": ["type": "integer", "minimum": 0],
      "file_hash": ["type": "string", "description": "SHA-256."],
      "quality_score": ["type": "number"],
      "pages": ["type": "integer"],
      "metadata": ["type": "object"],
      "links": ["type": "object", "additionalProperties": ["type": "string"]],
    ],
  ]

  private static let error: JSONValue = [
    "type": "object",
    "required": ["code", "message", "recoverable"],
    "properties": [
      "code": ["type": "string"], "message": ["type": "string"], "details": ["type": "object"],
      "recoverable": ["type": "boolean"],
    ],
  ]

  private static let file: JSONValue = [
    "type": "object",
    "required": ["format", "name", "media_type", "size", "hash", "url"],
    "properties": [
      "format": ["type": "string"], "name": ["type": "string"], "media_type": ["type": "string"],
      "size": ["type": "integer", "minimum": 0], "hash": ["type": "string"], "url": ["type": "string"],
    ],
  ]

  private static let documentTemplate: JSONValue = [
    "type": "object",
    "required": ["document_type", "title", "sections", "formats", "template", "request"],
    "properties": [
      "document_type": ["type": "string"],
      "title": ["type": "string"],
      "sections": [
        "description": "The sections of such a document in their usual order.",
        "type": "array",
        "items": [
          "type": "object",
          "required": ["name", "required", "also_called"],
          "properties": [
            "name": ["type": "string"], "required": ["type": "boolean"],
            "also_called": ["type": "array", "items": ["type": "string"]],
          ],
        ],
      ],
      "formats": ["type": "array", "items": ["type": "string"]],
      "template": ["type": "string", "description": "Markdown with fields; of tables a CSV."],
      "data": ["type": "object", "description": "What fills the template; missing where it has no fields."],
      "request": reference("ExportRequest"),
    ],
  ]

  private static let batch: JSONValue = [
    "type": "object",
    "required": ["id", "status", "progress", "count", "states"],
    "properties": [
      "id": ["type": "string", "format": "uuid"],
      "name": ["type": "string"],
      "status": [
        "type": "string", "enum": ["queued", "running", "paused", "completed", "partial", "failed", "cancelled"],
      ],
      "progress": ["type": "number", "minimum": 0, "maximum": 1],
      "count": ["type": "integer"],
      "states": ["type": "object", "additionalProperties": ["type": "integer"]],
      "items": ["type": "array", "items": reference("Export")],
      "exports": ["type": "array", "items": ["type": "string", "format": "uuid"]],
    ],
  ]
}
