internal import Console
internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// What this service is and where its parts are.
struct SystemRoutes {
  let version: String
  let startedAt: String
  let isLocal: Bool

  private var access: String { isLocal ? "local" : "keys" }

  func add(to router: inout Router) {
    let document = self.document.bytes()
    let page = self.page
    let tag = EntityTag(DocumentationRoutes.tag(page))
    router.get("/", description) { request in
      var response: Response
      if Self.prefersPage(request.fields["Accept"]) {
        response = .bytes(page, type: "text/html; charset=utf-8")
        response.entityTag = tag
        response.fields["Cache-Control"] = "no-cache"
        response.fields["Content-Security-Policy"] = Self.policy
      } else {
        response = .json(document)
      }
      response.fields["Vary"] = "Accept"
      return response
    }
  }

  private static let links: [(name: String, path: String)] = [
    ("health", "/health"), ("metrics", "/metrics"), ("openapi", "/openapi.json"), ("docs", "/docs"),
    ("redoc", "/redoc"),
  ]

  private var document: JSONValue {
    [
      "name": "Export IA",
      "version": .string(version),
      "description": "Turns content into professional files.",
      "started_at": .string(startedAt),
      "access": .string(access),
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

  /// The start page says whether a key is needed before any script runs.
  private var page: [UInt8] {
    let text = String(decoding: Asset.at("/")?.bytes ?? [], as: UTF8.self)
    return Array(
      text.replacing("data-access=\"keys\"", with: "data-access=\"\(access)\"").replacing("@version@", with: version)
        .utf8)
  }

  /// Our own files and nothing else: no script or style inside the page, no other server, no markup from strings.
  private static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].joined(separator: "; ")

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
