/// Requests that two servers could read in two ways, or that no correct client sends; each with the answer it must get.
struct MalformedRequest: Sendable, CustomStringConvertible {
  let description: String
  let bytes: [UInt8]
  let status: Int

  init(status: Int = 400, _ description: String, _ text: String) {
    self.description = description
    self.status = status
    bytes = Array(text.utf8)
  }

  private static func post(status: Int = 400, _ description: String, _ fields: String, _ body: String = "")
    -> MalformedRequest
  {
    MalformedRequest(status: status, description, "POST /echo HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)")
  }

  private static func chunked(status: Int = 400, _ description: String, _ body: String) -> MalformedRequest {
    post(status: status, description, "Transfer-Encoding: chunked", body)
  }

  private static func get(status: Int = 400, _ description: String, _ fields: String) -> MalformedRequest {
    MalformedRequest(status: status, description, "GET / HTTP/1.1\r\n\(fields)\r\n\r\n")
  }

  private static func line(status: Int = 400, _ description: String, _ line: String) -> MalformedRequest {
    MalformedRequest(status: status, description, "\(line)\r\nHost: a\r\n\r\n")
  }

  /// What a smuggler would hide behind the first request.
  private static let hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"

  static let framing = [
    post("both framing fields", "Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n\(hidden)"),
    post(
      "both framing fields, the other order", "Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n\(hidden)"),
    post("two lengths that differ", "Content-Length: 1\r\nContent-Length: 2", "ab"),
    post("two lengths that agree", "Content-Length: 2\r\nContent-Length: 2", "ab"),
    post("a list of lengths", "Content-Length: 2, 2", "ab"),
    post("a signed length", "Content-Length: +2", "ab"),
    post("a negative length", "Content-Length: -2", "ab"),
    post("a length with a space inside", "Content-Length: 1 2", "ab"),
    post("a hexadecimal length", "Content-Length: 0x2", "ab"),
    post("a length in quotes", "Content-Length: \"2\"", "ab"),
    post("an empty length", "Content-Length:", ""),
    post("a length beyond all bounds", "Content-Length: 99999999999999999999", ""),
    post("a length with an underscore", "Content-Length: 1_0", "0123456789"),
    post(status: 501, "two codings in one field", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n"),
    post(status: 501, "chunked not last", "Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
    post(status: 501, "an unknown coding", "Transfer-Encoding: xchunked", "0\r\n\r\n"),
    post("chunked with a vertical tab", "Transfer-Encoding: \u{0B}chunked", "0\r\n\r\n"),
    post("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    post(status: 501, "chunked and identity", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n"),
    post(status: 501, "chunked in quotes", "Transfer-Encoding: \"chunked\"", "0\r\n\r\n"),
    post(status: 501, "an empty coding", "Transfer-Encoding:", "0\r\n\r\n"),
    MalformedRequest(
      "chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
  ]

  static let lines = [
    line("two spaces before the target", "GET  / HTTP/1.1"),
    line("two spaces behind the target", "GET /  HTTP/1.1"),
    line("a tab for a space", "GET\t/ HTTP/1.1"),
    line("a space before the method", " GET / HTTP/1.1"),
    line("no version", "GET /"),
    line("a method with a slash", "G/T / HTTP/1.1"),
    line("a lower case version", "GET / http/1.1"),
    line("a version without a minor part", "GET / HTTP/1"),
    line("a version with two digits", "GET / HTTP/1.10"),
    line(status: 505, "HTTP/2 in the line", "GET / HTTP/2.0"),
    line(status: 505, "HTTP/0.9 in the line", "GET / HTTP/0.9"),
    line(status: 505, "HTTP/1.2", "GET / HTTP/1.2"),
    line("a space behind the version", "GET / HTTP/1.1 "),
    line("a target without a slash", "GET index HTTP/1.1"),
    line("a fragment in the target", "GET /#top HTTP/1.1"),
    line("a raw byte over 127 in the target", "GET /ä HTTP/1.1"),
    line("a broken escape", "GET /%zz HTTP/1.1"),
    line("an escaped NUL", "GET /a%00b HTTP/1.1"),
    line("a path that climbs", "GET /a/../../etc/passwd HTTP/1.1"),
    line("a path that climbs, escaped", "GET /a/%2e%2E/b HTTP/1.1"),
    line("an asterisk for GET", "GET * HTTP/1.1"),
    line(status: 501, "a tunnel", "CONNECT a:443 HTTP/1.1"),
    line("another scheme", "GET ftp://a/ HTTP/1.1"),
    line("user information in the target", "GET http://user@a/ HTTP/1.1"),
    line(status: 414, "a target over the limit", "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1"),
  ]

  static let fields = [
    MalformedRequest("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n"),
    MalformedRequest("one bare line feed", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"),
    MalformedRequest("a bare carriage return", "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n"),
    MalformedRequest("an empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a TLS greeting", "\u{16}\u{03}\u{01}\r\n\r\n"),
    get("a folded field", "Host: a\r\nX: one\r\n two"),
    get("a field that begins with a space", " Host: a"),
    get("a space before the colon", "Host : a"),
    get("a tab before the colon", "Host: a\r\nX\t: y"),
    get("no colon", "Host: a\r\nX"),
    get("an empty name", "Host: a\r\n: y"),
    get("a name with a bracket", "Host: a\r\nX[]: y"),
    get("a NUL in a value", "Host: a\r\nX: y\u{00}z"),
    get("a control character in a value", "Host: a\r\nX: y\u{01}z"),
    get("a delete character in a value", "Host: a\r\nX: y\u{7F}"),
    get("no host", "X: y"),
    get("two hosts", "Host: a\r\nHost: a"),
    get("an empty host", "Host:"),
    get("a host with a space", "Host: a b"),
    get("a host with a path", "Host: a/b"),
    get("a host with user information", "Host: u@a"),
    get("a host with a bad port", "Host: a:8x"),
    get(status: 417, "an unknown expectation", "Host: a\r\nExpect: more"),
    get(status: 431, "too many fields", "Host: a\r\n" + (0..<120).map { "X\($0): y" }.joined(separator: "\r\n")),
    get(status: 431, "a head over the limit", "Host: a\r\nX: " + String(repeating: "y", count: 40_000)),
  ]

  static let chunks = [
    chunked("a chunk size that is no number", "xyz\r\n"),
    chunked("an empty chunk size", "\r\n"),
    chunked("a signed chunk size", "+5\r\nhello\r\n0\r\n\r\n"),
    chunked("a chunk size with a prefix", "0x5\r\nhello\r\n0\r\n\r\n"),
    chunked("a space before the chunk size", " 5\r\nhello\r\n0\r\n\r\n"),
    chunked("a space behind the chunk size", "5 \r\nhello\r\n0\r\n\r\n"),
    chunked("a chunk size beyond all bounds", "fffffffffffffffff\r\n"),
    chunked("a line feed alone behind the chunk size", "5\nhello\r\n0\r\n\r\n"),
    chunked("a chunk that is longer than its size", "5\r\nhello!\r\n0\r\n\r\n"),
    chunked("a line feed alone behind a chunk", "5\r\nhello\n0\r\n\r\n"),
    chunked("an extension without a name", "5;\r\nhello\r\n0\r\n\r\n"),
    chunked("an extension without a value", "5;a=\r\nhello\r\n0\r\n\r\n"),
    chunked("a line feed in an extension", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
    chunked("a quoted extension with a control character", "5;a=\"\u{01}\"\r\nhello\r\n0\r\n\r\n"),
    chunked(status: 431, "endless extensions", "5;" + String(repeating: "a", count: 20_000)),
    chunked("a folded trailer", "0\r\nX: y\r\n z\r\n\r\n"),
    chunked("a trailer without a colon", "0\r\nX\r\n\r\n"),
    chunked("a line feed alone behind the trailers", "0\r\nX: y\n\r\n"),
  ]

  static let all = framing + lines + fields + chunks
}
