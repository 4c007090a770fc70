/// A path with parameters: `/exports/{id:uuid}/parts/{number:int}` or `/assets/{path...}`.
public struct PathPattern: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case integer = "int"
    case uuid
    case text
    /// The rest of the path, with its slashes.
    case rest
  }

  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let kind: Kind
  }

  enum Segment: Sendable, Hashable {
    case literal([UInt8])
    case parameter(Kind)
  }

  /// As it was written, which is also how metrics and OpenAPI name it.
  public let text: String
  public let parameters: [Parameter]
  let segments: [Segment]

  /// A pattern that is not well formed is an error of the program, so it stops at the start with its reason.
  public init(_ text: String) {
    precondition(text.utf8.first == 0x2F, "The path pattern '\(text)' must start with '/'.")
    self.text = text
    var parameters: [Parameter] = []
    var segments: [Segment] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard part.first == "{", part.last == "}" else {
        precondition(!part.contains("{"), "In '\(text)' a parameter must be a whole segment.")
        segments.append(.literal(Array(part.utf8)))
        continue
      }
      var name = part.dropFirst().dropLast()
      var kind = Kind.text
      if name.hasSuffix("...") {
        name = name.dropLast(3)
        kind = .rest
      } else if let colon = name.firstIndex(of: ":") {
        guard let named = Kind(rawValue: String(name[name.index(after: colon)...])) else {
          preconditionFailure("In '\(text)' the kind of '\(name)' is unknown: int, uuid, text or rest.")
        }
        kind = named
        name = name[..<colon]
      }
      parameters.append(Parameter(name: String(name), kind: kind))
      segments.append(.parameter(kind))
    }
    self.parameters = parameters
    self.segments = segments
  }
}
