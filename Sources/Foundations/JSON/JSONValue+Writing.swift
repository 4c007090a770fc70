extension JSONValue: CustomStringConvertible {
  /// The JSON text.
  public func bytes(_ format: JSONFormat = .compact) -> [UInt8] {
    var writer = JSONWriter(format: format)
    writer.value(self)
    return writer.finish()
  }

  /// The JSON text in one line.
  public var description: String { String(decoding: bytes(), as: UTF8.self) }
}
