/// A type that is made from a JSON value by hand: clear messages, no reflection.
///
///     struct Page: JSONDecodable {
///       init(json: JSONCursor) throws(JSONError) {
///         try json.allow("title", "size", "copies")
///         title = try json["title"].string()
///         size = try json["size"].choice(PaperSize.self)
///         copies = try json["copies"].ifPresent?.integer(in: 1...99) ?? 1
///       }
///     }
public protocol JSONDecodable {
  init(json: JSONCursor) throws(JSONError)
}

extension JSONDecodable {
  /// Reads the type from a whole document.
  public init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(json: JSONCursor(JSONValue(parsing: text, limits: limits)))
  }
}

extension String: JSONDecodable {
  public init(json: JSONCursor) throws(JSONError) { self = try json.string() }
}

extension Int: JSONDecodable {
  public init(json: JSONCursor) throws(JSONError) { self = try json.integer() }
}

extension Double: JSONDecodable {
  public init(json: JSONCursor) throws(JSONError) { self = try json.number() }
}

extension Bool: JSONDecodable {
  public init(json: JSONCursor) throws(JSONError) { self = try json.bool() }
}
