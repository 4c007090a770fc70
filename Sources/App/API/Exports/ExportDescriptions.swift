internal import Exports
internal import HTTPServer
internal import JSON

/// What the description of the interface says about the routes of exports.
enum ExportDescriptions {
  private static let wait = RouteDescription.Parameter(
    "wait", in: .query, "Answers with the file itself when it is ready within this time, such as 20s.",
    schema: ["type": "string", "pattern": "^[0-9]+(ms|s|m)?$"])
  private static let key = RouteDescription.Parameter(
    "Idempotency-Key", in: .header, "The same request with the same key makes nothing twice.",
    schema: ["type": "string", "minLength": 1, "maxLength": 255])
  private static let body = RouteDescription.Content(
    "What to export. A form carries the content as the part 'file'.",
    types: [
      ("application/json", Schemas.reference("ExportRequest")),
      ("multipart/form-data", Schemas.reference("ExportForm")),
    ])
  private static let export = Schemas.reference("Export")
  private static let batchSchema = Schemas.reference("Batch")

  static func submit(_ name: String) -> RouteDescription {
    RouteDescription(
      operation: name, summary: "Make an export", tags: ["Exports"], parameters: [wait, key], request: body,
      responses: [
        (200, RouteDescription.Content("With 'wait', the file.", types: [("*/*", ["type": "string"])])),
        (202, .json("The export is stored and will be made.", export)),
      ])
  }

  static let validate = RouteDescription(
    operation: "validate_export", summary: "Check a request without making anything", tags: ["Exports"],
    request: body, responses: [(200, .json("What is wrong with the content.", ["type": "object"]))])

  static func status(_ name: String) -> RouteDescription {
    RouteDescription(
      operation: name, summary: "How far an export is", tags: ["Exports"],
      responses: [(200, .json("The export.", export))])
  }

  private static let states = JobState.allCases.map(\.rawValue).joined(separator: "|")

  static let list = RouteDescription(
    operation: "list_exports", summary: "List exports, newest first", tags: ["Exports"],
    parameters: [
      parameter(
        "status", "States, separated by commas.",
        [
          "type": "string",
          "pattern": .string("^(\(states))(,(\(states)))*$"),
        ]),
      parameter("format", "Only of this format.", Schemas.line(200)),
      parameter("document_type", "Only of this type.", Schemas.line(200)),
      parameter("batch", "Only of this batch.", Schemas.line(200)),
      parameter("owner", "Only of this owner.", Schemas.line(200)),
      parameter("created_after", "Only from then on.", ["type": "string", "format": "date-time"]),
      parameter("created_before", "Only before.", ["type": "string", "format": "date-time"]),
      parameter("q", "A part of the title, among the newest 20,000.", Schemas.line(200)),
      parameter("sort", "The order.", ["type": "string", "enum": ["-created_at", "created_at"]]),
      parameter("cursor", "The next_cursor of the page before.", ["type": "string", "format": "uuid"]),
      parameter("limit", "The size of a page.", ["type": "integer", "minimum": 1, "maximum": 500]),
    ],
    responses: [
      (
        200,
        .json(
          "A page of exports.",
          [
            "type": "object", "required": ["exports"],
            "properties": ["exports": ["type": "array", "items": export], "next_cursor": ["type": "string"]],
          ])
      )
    ])

  static let history = RouteDescription(
    operation: "export_history", summary: "Everything that happened to an export", tags: ["Exports"],
    parameters: [parameter("after", "Only events behind this version.", ["type": "integer", "minimum": 0])],
    responses: [(200, .json("The events in their order.", ["type": "object"]))])

  static let events = RouteDescription(
    operation: "export_events", summary: "Follow an export live",
    text: "Server-Sent Events. Their ids are versions: come back with Last-Event-ID and none is missed.",
    tags: ["Exports"],
    parameters: [
      .init("Last-Event-ID", in: .header, "The last event seen.", schema: ["type": "integer", "minimum": 0])
    ],
    responses: [
      (200, RouteDescription.Content("The events.", types: [("text/event-stream", ["type": "string"])]))
    ])

  static func change(_ command: JobCommand) -> RouteDescription {
    RouteDescription(
      operation: "\(command.rawValue)_export", summary: "\(command.rawValue.capitalizedFirst) an export",
      tags: ["Exports"], responses: [(200, .json("The export afterwards.", export))])
  }

  static func remove(_ name: String) -> RouteDescription {
    RouteDescription(
      operation: name, summary: "Cancel an export, or give up the files of one that is done", tags: ["Exports"],
      responses: [(200, .json("The export afterwards.", export))])
  }

  static func download(_ name: String) -> RouteDescription {
    RouteDescription(
      operation: name, summary: "The file of an export", tags: ["Exports"],
      parameters: [parameter("format", "Which of several files.", ["type": "string"])],
      responses: [(200, RouteDescription.Content("The file.", types: [("*/*", ["type": "string"])]))])
  }

  static let createBatch = RouteDescription(
    operation: "create_batch", summary: "Make many exports at once", tags: ["Batches"], parameters: [key],
    request: RouteDescription.Content(
      "The exports one by one, or one template and the rows that fill it.",
      types: [
        ("application/json", Schemas.reference("BatchRequest")),
        ("multipart/form-data", Schemas.reference("BatchForm")),
      ]),
    responses: [(202, .json("All exports are stored.", batchSchema))])

  static let batch = RouteDescription(
    operation: "get_batch", summary: "How far a batch is, with each of its exports", tags: ["Batches"],
    parameters: [
      parameter("items", "'false' leaves the exports out.", ["type": "string", "enum": ["true", "false"]])
    ], responses: [(200, .json("The batch.", batchSchema))])

  static func changeBatch(_ command: JobCommand) -> RouteDescription {
    RouteDescription(
      operation: "\(command.rawValue)_batch", summary: "\(command.rawValue.capitalizedFirst) all exports of a batch",
      tags: ["Batches"], responses: [(200, .json("The batch afterwards.", batchSchema))])
  }

  static let downloadBatch = RouteDescription(
    operation: "download_batch", summary: "All files of a batch as one ZIP", tags: ["Batches"],
    responses: [(200, RouteDescription.Content("The archive.", types: [("application/zip", ["type": "string"])]))])

  static let formats = read("list_formats", "The formats that are written here")
  static let templates = RouteDescription(
    operation: "document_template", summary: "A template to begin with, and data that show what it makes",
    text: "'request' can be posted to /export as it is.", tags: ["Catalogue"],
    responses: [(200, .json("The template of the document type.", Schemas.reference("DocumentTemplate")))])
  static let statistics = read("statistics", "How the exports go")
  static let services = read("services", "What this service offers")

  private static func read(_ name: String, _ summary: String) -> RouteDescription {
    RouteDescription(
      operation: name, summary: summary, tags: ["Catalogue"],
      responses: [(200, .json("As it is now.", ["type": "object"]))])
  }

  static let convert = RouteDescription(
    operation: "convert", summary: "Turn a content into a file at once, without a record",
    text: "Other parameters are options, as in the options of an export: `where=amount > 0`.", tags: ["Exports"],
    parameters: [
      .init("to", in: .query, "The format to write.", required: true, schema: ["type": "string"]),
      parameter("document_type", "What the content is.", ["type": "string"]),
      parameter("quality_level", "How well it is to look.", ["type": "string"]),
      parameter("title", "Its title.", ["type": "string"]),
      parameter("sign", "Sign the PDF.", ["type": "boolean"]),
      .init("X-File-Password", in: .header, "Encrypts the PDF; this opens it.", schema: ["type": "string"]),
    ],
    request: RouteDescription.Content("The content.", types: [("*/*", ["type": "string"])]),
    responses: [(200, RouteDescription.Content("The file.", types: [("*/*", ["type": "string"])]))])

  static let listKeys = read("list_keys", "The API keys of the tenant")
  static let makeKey = RouteDescription(
    operation: "make_key", summary: "Make an API key; its text is shown this once", tags: ["Identity"],
    request: .json(
      "What it is for and what it may do.",
      [
        "type": "object", "required": ["name"], "additionalProperties": false,
        "properties": [
          "name": ["type": "string", "minLength": 1, "maxLength": 200],
          "role": ["type": ["string", "null"], "enum": ["viewer", "editor", "operator", "admin", nil]],
          "scopes": ["type": ["array", "null"], "items": ["type": "string"]],
          "expires_at": ["type": ["string", "null"], "format": "date-time"],
        ],
      ]), responses: [(201, .json("The key.", ["type": "object"]))])
  static let revokeKey = RouteDescription(
    operation: "revoke_key", summary: "Revoke an API key", tags: ["Identity"],
    responses: [(204, RouteDescription.Content("It is refused from now on."))])
  static let setUp = RouteDescription(
    operation: "set_up", summary: "Make the first administrator with the code that the program printed",
    tags: ["Identity"],
    request: .json(
      "Who it is.",
      [
        "type": "object", "required": ["code", "name", "password"], "additionalProperties": false,
        "properties": [
          "code": ["type": "string"], "name": ["type": "string"], "password": ["type": "string", "minLength": 12],
          "tenant": ["type": ["string", "null"]],
        ],
      ]), responses: [(201, .json("The first key.", ["type": "object"]))], security: [])

  private static func parameter(_ name: String, _ text: String, _ schema: JSONValue) -> RouteDescription.Parameter {
    .init(name, in: .query, text, schema: schema)
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
