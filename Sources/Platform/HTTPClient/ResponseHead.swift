internal import HTTPMessage

/// Status and fields of a final answer.
struct ResponseHead: Sendable {
  var status = 0
  var version = ""
  var fields = HTTPFields()
}
