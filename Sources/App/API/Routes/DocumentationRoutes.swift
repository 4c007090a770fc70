internal import ByteIO
internal import Console
internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// The description of the interface and the pages that show it; nothing is loaded from elsewhere.
struct DocumentationRoutes {
  let version: String

  /// Comes last: the description is made from the routes that are there.
  func add(to router: inout Router) {
    for asset in Asset.all where asset.path != "/" { add(asset, to: &router) }
    let description = RouteDescription(
      operation: "openapi", summary: "This description", tags: ["System"],
      responses: [(200, .json("An OpenAPI 3.1 document.", ["type": "object"]))], security: [])
    let itself = Router.describing("/openapi.json", description)
    let document = OpenAPIDocument(routes: router.routes + itself.routes, version: version).bytes()
    let tag = EntityTag(Self.tag(document))
    router.get("/openapi.json", description) { _ in
      var response = Response.json(document)
      response.entityTag = tag
      response.fields["Cache-Control"] = "no-cache"
      return response
    }
  }

  private func add(_ asset: Asset, to router: inout Router) {
    let tag = EntityTag(Self.tag(asset.bytes))
    let isPage = asset.contentType.hasPrefix("text/html")
    router.get(asset.path) { _ in
      var response = Response.bytes(asset.bytes, type: asset.contentType)
      response.entityTag = tag
      response.fields["Cache-Control"] = "no-cache"
      if isPage { response.fields["Content-Security-Policy"] = Self.pagePolicy }
      return response
    }
  }

  /// Both viewers write style elements and inline pictures; scripts stay limited to our own files.
  private static let pagePolicy = [
    "default-src 'none'", "script-src 'self'", "worker-src blob:", "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:", "font-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "form-action 'self'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  static func tag(_ bytes: [UInt8]) -> String {
    String(SHA256.of(bytes).description.prefix(16))
  }
}

extension Router {
  /// A table with one described route that is never served, for the description of a route that is not there yet.
  fileprivate static func describing(_ path: String, _ description: RouteDescription) -> Router {
    var router = Router()
    router.get(path, description) { _ in Response.noContent }
    return router
  }
}
