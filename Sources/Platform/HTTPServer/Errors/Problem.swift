public import HTTPMessage
public import JSON

/// A problem document of RFC 9457, or a small page where a browser asked.
public struct Problem: Sendable {
  public var status: HTTPStatus
  public var code: String
  public var detail: String
  public var members: [JSONValue.Member]

  init(_ error: HTTPError) {
    status = error.status
    code = error.code
    detail = error.detail
    members = error.members
  }

  func document(instance: String?, requestID: String) -> [UInt8] {
    var all: [JSONValue.Member] = [
      .init("type", .string("urn:export-ia:problem:\(code)")),
      .init("title", .string(status.phrase)),
      .init("status", .integer(Int64(status.code))),
      .init("detail", .string(detail)),
    ]
    if let instance { all.append(.init("instance", .string(instance))) }
    all.append(.init("code", .string(code)))
    all.append(.init("request_id", .string(requestID)))
    all += members
    return JSONValue.object(all).bytes()
  }

  func page(requestID: String) -> [UInt8] {
    func escape(_ text: String) -> String {
      var escaped = ""
      for character in text.unicodeScalars {
        switch character {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        default: escaped.unicodeScalars.append(character)
        }
      }
      return escaped
    }
    return Array(
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>\(escape(status.phrase))</title></head>
      <body>
      <h1>\(status.code) \(escape(status.phrase))</h1>
      <p>\(escape(detail))</p>
      <p><small>Request <code>\(escape(requestID))</code></small></p>
      </body>
      </html>

      """.utf8)
  }
}
