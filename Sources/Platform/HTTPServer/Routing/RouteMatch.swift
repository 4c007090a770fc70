/// The route of a request and where its parameters lie in the head.
struct RouteMatch: Sendable {
  let route: Route
  let captures: [Range<Int>]
}
