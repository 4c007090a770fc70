/// How the end of a request body is found.
enum BodyFraming: Sendable, Hashable {
  case none
  case length(Int)
  case chunked
}
