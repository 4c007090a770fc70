internal import HTTPServer
internal import JSON

/// What the description of the interface says about callbacks.
enum CallbackDescriptions {
  private static func route(
    _ name: String, _ summary: String, parameters: [RouteDescription.Parameter] = [],
    _ response: (status: Int, content: RouteDescription.Content)
  ) -> RouteDescription {
    RouteDescription(
      operation: name, summary: summary, tags: ["Callbacks"], parameters: parameters,
      responses: [(response.status, response.content)])
  }

  private static let object: RouteDescription.Content = .json("As it is now.", ["type": "object"])

  static let list = route(
    "list_callbacks", "What was reported to whom, newest first",
    parameters: [.init("export", in: .query, "Only of this export.", schema: Schemas.line(200))], (200, object))
  static let redeliver = route(
    "redeliver_callback", "Report again", (204, RouteDescription.Content("It is sent again soon.")))
  static let secrets = route(
    "callback_secrets", "The secrets that callbacks are signed with", (200, object))
  static let rotate = route(
    "rotate_callback_secret", "Make a new secret; the one before it signs beside it for a day", (200, object))
  static let refusals = route(
    "list_callback_refusals", "Addresses that answered 410 and get nothing more", (200, object))
  static let allow = route(
    "allow_callback", "Report to such an address again",
    parameters: [.init("url", in: .query, "The address.", required: true, schema: Schemas.line(2_000))],
    (204, RouteDescription.Content("It is reported to again.")))
}
