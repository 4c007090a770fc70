internal import HTTPMessage
internal import HTTPServer

extension Request {
  /// A parameter of the query: one line of text, or nothing.
  func line(_ name: String, atMost limit: Int) throws -> String? {
    guard let value = query[name] else { return nil }
    guard value.unicodeScalars.count <= limit, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw HTTPError(
        .badRequest, code: "invalid_parameter",
        detail: "The parameter '\(name)' is text of at most \(limit) characters without control characters.")
    }
    return value
  }
}
