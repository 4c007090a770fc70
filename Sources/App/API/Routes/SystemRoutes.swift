internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// What this service is and where its parts are.
struct SystemRoutes {
  let version: String
  let startedAt: String

  func add(to router: inout Router) {
    let document = self.document.bytes()
    let page = Array(self.page.utf8)
    router.get("/", description) { request in
      var response =
        Self.prefersPage(request.fields["Accept"])
        ? Response.bytes(page, type: "text/html; charset=utf-8") : Response.json(document)
      response.fields["Vary"] = "Accept"
      return response
    }
  }

  private static let links: [(name: String, path: String, text: String)] = [
    ("health", "/health", "Health"),
    ("metrics", "/metrics", "Metrics"),
    ("openapi", "/openapi.json", "OpenAPI description"),
    ("docs", "/docs", "Documentation to try"),
    ("redoc", "/redoc", "Documentation to read"),
  ]

  private var document: JSONValue {
    [
      "name": "Export IA",
      "version": .string(version),
      "description": "Turns content into professional files.",
      "started_at": .string(startedAt),
      "links": .object(Self.links.map { .init($0.name, .string($0.path)) }),
    ]
  }

  /// Programs get JSON; whoever names HTML before JSON is a browser.
  static func prefersPage(_ accept: String?) -> Bool {
    guard let accept else { return false }
    for part in accept.split(separator: ",") {
      let type = part.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
      if type == "text/html" || type == "application/xhtml+xml" { return true }
      if type == "application/json" || type == "*/*" { return false }
    }
    return false
  }

  private var page: String {
    let items = Self.links.map { "<li><a href=\"\($0.path)\">\($0.text)</a></li>" }.joined(separator: "\n")
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Export IA</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
      <link rel="stylesheet" href="/assets/page.css">
      </head>
      <body>
      <main>
      <img src="/assets/icon.svg" alt="" width="56" height="56">
      <h1>Export IA</h1>
      <p>Turns content into professional files. Version \(version), running since <time>\(startedAt)</time>.</p>
      <ul>
      \(items)
      </ul>
      </main>
      </body>
      </html>

      """
  }

  private var description: RouteDescription {
    RouteDescription(
      operation: "system", summary: "What this service is and where its parts are", tags: ["System"],
      responses: [
        (
          200,
          RouteDescription.Content(
            "JSON for programs, a page for browsers.",
            types: [
              ("application/json", Schemas.reference("SystemInformation")), ("text/html", ["type": "string"]),
            ])
        )
      ], security: [])
  }
}
