extension JSONValue {
  public init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    var reader = try JSONReader(text, limits: limits)
    self = try reader.readValue()
    try reader.finish()
  }

  public init(parsing text: UnsafeRawBufferPointer, limits: JSONLimits = .standard) throws(JSONError) {
    var reader = try JSONReader(text, limits: limits)
    self = try reader.readValue()
    try reader.finish()
  }

  public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
    var reader = try JSONReader(text, limits: limits)
    self = try reader.readValue()
    try reader.finish()
  }
}

extension JSONReader {
  /// Reads the next value as a tree.
  public mutating func readValue() throws(JSONError) -> JSONValue {
    var builder = JSONTreeBuilder()
    return try builder.value(of: next(), &self)
  }
}
