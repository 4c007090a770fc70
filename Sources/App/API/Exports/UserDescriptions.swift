internal import HTTPServer
internal import JSON

/// What the description of the interface says about users and logins.
enum UserDescriptions {
  private static let role: JSONValue = ["type": "string", "enum": ["viewer", "editor", "operator", "admin"]]
  /// Null leaves it as it is.
  private static let optionalRole: JSONValue = [
    "type": ["string", "null"], "enum": ["viewer", "editor", "operator", "admin", nil],
  ]
  private static let password: JSONValue = ["type": "string", "minLength": 12, "maxLength": 1_024]
  private static let person: JSONValue = [
    "type": "object", "required": ["name", "tenant", "role", "scopes"],
    "properties": [
      "name": ["type": "string"], "tenant": ["type": "string"], "role": role,
      "scopes": ["type": "array", "items": ["type": "string"]], "key": ["type": "string"],
      "expires_at": ["type": "string", "format": "date-time"],
    ],
  ]
  private static let user: JSONValue = [
    "type": "object", "required": ["name", "role", "created_at"],
    "properties": [
      "name": ["type": "string"], "role": role, "created_at": ["type": "string", "format": "date-time"],
    ],
  ]

  static let logIn = RouteDescription(
    operation: "log_in", summary: "Get a key for a name and a password; it is good for half a day",
    tags: ["Identity"],
    request: body(
      ["name", "password"],
      ["name": ["type": "string"], "password": ["type": "string"], "tenant": ["type": ["string", "null"]]]),
    responses: [(201, .json("The key, and who it stands for.", person))], security: [])
  static let logOut = RouteDescription(
    operation: "log_out", summary: "End the login of this request; a key that was made for a program goes on",
    tags: ["Identity"],
    responses: [(204, RouteDescription.Content("The login is refused from now on."))])
  static let me = RouteDescription(
    operation: "who_am_i", summary: "Who this key stands for, and what it may do", tags: ["Identity"],
    responses: [(200, .json("Who asks.", person))])
  static let changePassword = RouteDescription(
    operation: "change_password", summary: "Change one's own password; all logins end", tags: ["Identity"],
    request: body(["old", "new"], ["old": ["type": "string"], "new": password]),
    responses: [(204, RouteDescription.Content("It is changed."))])

  static let inviteTenant = RouteDescription(
    operation: "invite_tenant", summary: "A code for POST /setup that makes another tenant; good for a day, once",
    tags: ["Identity"],
    responses: [
      (
        201,
        .json(
          "The code.", ["type": "object", "required": ["code"], "properties": ["code": ["type": "string"]]])
      )
    ])

  static let list = RouteDescription(
    operation: "list_users", summary: "The users of the tenant", tags: ["Identity"],
    responses: [
      (
        200,
        .json("All of them.", ["type": "object", "properties": ["users": ["type": "array", "items": user]]])
      )
    ])
  static let make = RouteDescription(
    operation: "make_user", summary: "Make a user", tags: ["Identity"],
    request: body(
      ["name", "password"],
      ["name": ["type": "string", "minLength": 1, "maxLength": 100], "role": optionalRole, "password": password]),
    responses: [(201, .json("The user.", user))])
  static let change = RouteDescription(
    operation: "change_user", summary: "Give a user another role or password; its logins end", tags: ["Identity"],
    request: body(
      [], ["role": optionalRole, "password": ["type": ["string", "null"], "minLength": 12, "maxLength": 1_024]]),
    responses: [(204, RouteDescription.Content("It is changed."))])
  static let remove = RouteDescription(
    operation: "remove_user", summary: "Remove a user; its logins end, its exports and keys stay", tags: ["Identity"],
    responses: [(204, RouteDescription.Content("It is removed."))])

  private static func body(_ required: [JSONValue], _ properties: JSONValue) -> RouteDescription.Content {
    .json(
      "What it is about.",
      [
        "type": "object", "required": .array(required), "additionalProperties": false, "properties": properties,
      ])
  }
}
