internal import HTTPMessage
internal import HTTPServer
internal import JSON

/// The description of the interface, made from the route table, so that it cannot say anything else.
struct OpenAPIDocument {
  let routes: [Route]
  let version: String

  func bytes() -> [UInt8] {
    let document: JSONValue = [
      "openapi": "3.1.0",
      "info": [
        "title": "Export IA",
        "version": .string(version),
        "description": "Turns content into professional files.",
        "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "servers": [["url": "/"]],
      "paths": .object(paths),
      "components": [
        "schemas": .object(Schemas.all),
        "securitySchemes": [
          "bearer": ["type": "http", "scheme": "bearer", "description": "An API key."],
          "key": ["type": "apiKey", "in": "header", "name": "X-API-Key"],
        ],
      ],
      // Neither is asked for where the service is reached from its own machine only.
      "security": [["bearer": []], ["key": []], [:]],
    ]
    return document.bytes()
  }

  /// Routes without a description are pages for people, not part of the interface.
  private var paths: [JSONValue.Member] {
    var paths: [JSONValue.Member] = []
    for route in routes {
      guard let description = route.description else { continue }
      let path = Self.path(route.pattern)
      let operation = JSONValue.Member(route.method.rawValue.lowercased(), self.operation(route, description))
      if let index = paths.firstIndex(where: { $0.key == path }), case .object(let others) = paths[index].value {
        paths[index].value = .object(others + [operation])
      } else {
        paths.append(.init(path, .object([operation])))
      }
    }
    return paths
  }

  private func operation(_ route: Route, _ description: RouteDescription) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("operationId", .string(description.operation)),
      .init("summary", .string(description.summary)),
    ]
    if !description.text.isEmpty { members.append(.init("description", .string(description.text))) }
    if !description.tags.isEmpty { members.append(.init("tags", .array(description.tags.map { .string($0) }))) }
    if description.isDeprecated { members.append(.init("deprecated", true)) }
    if let security = description.security {
      members.append(.init("security", .array(security.map { .object([.init($0, [])]) })))
    }
    let parameters = self.parameters(route, description)
    if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
    if let request = description.request {
      members.append(
        .init("requestBody", ["required": true, "description": .string(request.text), "content": content(request)]))
    }
    members.append(.init("responses", responses(description)))
    return .object(members)
  }

  /// Path parameters are known from the pattern even where the description does not mention them.
  private func parameters(_ route: Route, _ description: RouteDescription) -> [JSONValue] {
    let described = Set(description.parameters.filter { $0.place == .path }.map(\.name))
    let implied = route.pattern.parameters.filter { !described.contains($0.name) }.map { parameter -> JSONValue in
      let schema: JSONValue =
        switch parameter.kind {
        case .integer: ["type": "integer"]
        case .uuid: ["type": "string", "format": "uuid"]
        case .text: ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[A-Za-z0-9._-]+$"]
        case .rest: ["type": "string", "minLength": 1]
        }
      return ["name": .string(parameter.name), "in": "path", "required": true, "schema": schema]
    }
    return implied
      + description.parameters.map { parameter in
        [
          "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
          "description": .string(parameter.text), "required": .bool(parameter.required || parameter.place == .path),
          "schema": parameter.schema,
        ]
      }
  }

  private func responses(_ description: RouteDescription) -> JSONValue {
    var members = description.responses.map { status, content -> JSONValue.Member in
      var answer: [JSONValue.Member] = [.init("description", .string(content.text))]
      if !content.types.isEmpty { answer.append(.init("content", self.content(content))) }
      return .init(String(status), .object(answer))
    }
    members.append(
      .init(
        "default",
        [
          "description": "An error.",
          "content": ["application/problem+json": ["schema": Schemas.reference("Problem")]],
        ]))
    return .object(members)
  }

  private func content(_ content: RouteDescription.Content) -> JSONValue {
    .object(content.types.map { .init($0.type, ["schema": $0.schema]) })
  }

  /// `{id:uuid}` and `{path...}` are our way of writing; OpenAPI knows `{id}`.
  private static func path(_ pattern: PathPattern) -> String {
    pattern.text.split(separator: "/", omittingEmptySubsequences: false).map { part in
      guard part.first == "{" else { return String(part) }
      let name = part.dropFirst().prefix { $0 != ":" && $0 != "." && $0 != "}" }
      return "{\(name)}"
    }.joined(separator: "/")
  }
}
