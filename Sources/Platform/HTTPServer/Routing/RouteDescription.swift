public import JSON

/// What the documentation of the interface says about a route; `/openapi.json` is made from it.
public struct RouteDescription: Sendable {
  public struct Parameter: Sendable {
    public enum Place: String, Sendable {
      case path, query, header
    }

    public var name: String
    public var place: Place
    public var text: String
    public var required: Bool
    public var schema: JSONValue

    public init(_ name: String, in place: Place, _ text: String, required: Bool = false, schema: JSONValue) {
      self.name = name
      self.place = place
      self.text = text
      self.required = required
      self.schema = schema
    }
  }

  public struct Content: Sendable {
    public var text: String
    /// Media type and the schema, or a reference to one.
    public var types: [(type: String, schema: JSONValue)]

    public init(_ text: String, types: [(type: String, schema: JSONValue)] = []) {
      self.text = text
      self.types = types
    }

    public static func json(_ text: String, _ schema: JSONValue) -> Content {
      Content(text, types: [("application/json", schema)])
    }
  }

  /// Stable name for generated clients.
  public var operation: String
  public var summary: String
  public var text: String
  public var tags: [String]
  public var parameters: [Parameter]
  public var request: Content?
  public var responses: [(status: Int, content: Content)]
  /// Names of security schemes; `nil` takes the document's default.
  public var security: [String]?
  public var isDeprecated: Bool

  public init(
    operation: String, summary: String, text: String = "", tags: [String] = [], parameters: [Parameter] = [],
    request: Content? = nil, responses: [(status: Int, content: Content)] = [], security: [String]? = nil,
    isDeprecated: Bool = false
  ) {
    self.operation = operation
    self.summary = summary
    self.text = text
    self.tags = tags
    self.parameters = parameters
    self.request = request
    self.responses = responses
    self.security = security
    self.isDeprecated = isDeprecated
  }
}
