internal import Glibc
internal import HTTPMessage

/// The route table as a tree of path segments: literals are tried before parameters, narrow kinds before wide ones.
struct RouteTrie: Sendable {
  enum Lookup: Sendable {
    case found(RouteMatch)
    /// The path exists with these methods.
    case otherMethods([HTTPMethod])
    case nothing
  }

  private struct Node: Sendable {
    var literals: [(text: [UInt8], node: Int)] = []
    var parameters: [(kind: PathPattern.Kind, node: Int)] = []
    var routes: [Route] = []
  }

  private var nodes = [Node()]

  /// Two routes with the same method and path are an error of the program.
  init(_ routes: [Route]) {
    for route in routes { insert(route) }
  }

  private mutating func insert(_ route: Route) {
    var current = 0
    for segment in route.pattern.segments {
      current = child(of: current, segment)
    }
    precondition(
      !nodes[current].routes.contains { $0.method == route.method },
      "The route \(route.method) \(route.pattern.text) is there twice.")
    nodes[current].routes.append(route)
  }

  private mutating func child(of node: Int, _ segment: PathPattern.Segment) -> Int {
    switch segment {
    case .literal(let text):
      if let known = nodes[node].literals.first(where: { $0.text == text }) { return known.node }
      nodes.append(Node())
      nodes[node].literals.append((text, nodes.count - 1))
    case .parameter(let kind):
      if let known = nodes[node].parameters.first(where: { $0.kind == kind }) { return known.node }
      nodes.append(Node())
      nodes[node].parameters.append((kind, nodes.count - 1))
      let order: [PathPattern.Kind] = [.integer, .uuid, .text, .rest]
      nodes[node].parameters.sort {
        (order.firstIndex(of: $0.kind) ?? 0) < (order.firstIndex(of: $1.kind) ?? 0)
      }
    }
    return nodes.count - 1
  }

  /// HEAD falls back to GET.
  func find(_ method: HTTPMethod, in head: RequestHead) -> Lookup {
    var captures: [Range<Int>] = []
    var methods: [HTTPMethod] = []
    guard head.bytes[head.path.lowerBound] == 0x2F else { return .nothing }
    let start = head.path.lowerBound + 1
    if let route = walk(0, start, head, method, &captures, &methods) {
      return .found(RouteMatch(route: route, captures: captures))
    }
    return methods.isEmpty ? .nothing : .otherMethods(methods)
  }

  private func walk(
    _ node: Int, _ start: Int, _ head: RequestHead, _ method: HTTPMethod, _ captures: inout [Range<Int>],
    _ methods: inout [HTTPMethod]
  ) -> Route? {
    let limit = head.path.upperBound
    if start > limit { return take(node, method, &methods) }
    var end = start
    while end < limit, head.bytes[end] != 0x2F { end += 1 }
    for literal in nodes[node].literals where Self.matches(literal.text, head, start..<end) {
      if let route = walk(literal.node, end + 1, head, method, &captures, &methods) { return route }
    }
    for parameter in nodes[node].parameters {
      let range = parameter.kind == .rest ? start..<limit : start..<end
      guard Self.fits(parameter.kind, head, range) else { continue }
      captures.append(range)
      if let route = walk(parameter.node, range.upperBound + 1, head, method, &captures, &methods) { return route }
      captures.removeLast()
    }
    return nil
  }

  private func take(_ node: Int, _ method: HTTPMethod, _ methods: inout [HTTPMethod]) -> Route? {
    let routes = nodes[node].routes
    for route in routes where route.method == method { return route }
    if method == .head {
      for route in routes where route.method == .get { return route }
    }
    for route in routes where !methods.contains(route.method) { methods.append(route.method) }
    return nil
  }

  private static func matches(_ literal: [UInt8], _ head: RequestHead, _ range: Range<Int>) -> Bool {
    if literal.count == range.count {
      return literal.withUnsafeBufferPointer { text in
        guard let start = text.baseAddress else { return true }
        return memcmp(start, head.bytes + range.lowerBound, range.count) == 0
      }
    }
    // An escaped letter makes the segment longer than the literal it may stand for.
    guard range.count > literal.count, memchr(head.bytes + range.lowerBound, 0x25, range.count) != nil else {
      return false
    }
    return Array(PercentCoding.decode(head.text(range)).utf8) == literal
  }

  private static func fits(_ kind: PathPattern.Kind, _ head: RequestHead, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty || kind == .rest else { return false }
    switch kind {
    case .text, .rest: return true
    case .integer:
      let digits = head.bytes[range.lowerBound] == 0x2D ? range.dropFirst() : range[...]
      return !digits.isEmpty && digits.count <= 18
        && digits.allSatisfy { head.bytes[$0] >= 0x30 && head.bytes[$0] <= 0x39 }
    case .uuid:
      guard range.count == 36 else { return false }
      return range.enumerated().allSatisfy { index, at in
        [8, 13, 18, 23].contains(index) ? head.bytes[at] == 0x2D : ByteClass.hex(head.bytes[at]) != nil
      }
    }
  }
}
