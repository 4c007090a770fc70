internal import HTTPMessage

/// Turns a full answer into 304, 412, 206 or 416 where the request asks for it.
enum ConditionalAnswer {
  static func apply(_ request: Request, _ response: inout Response) -> HTTPError? {
    if let tag = response.entityTag { response.fields["ETag"] = tag.description }
    if let time = response.lastModified { response.fields["Last-Modified"] = HTTPDate.text(time) }
    guard response.status == .ok, request.method == .get || request.method == .head else { return nil }
    if response.entityTag != nil || response.lastModified != nil {
      switch request.preconditions.verdict(
        entityTag: response.entityTag, lastModified: response.lastModified, isRead: true)
      {
      case .proceed: break
      case .notModified:
        response.status = .notModified
        response.body = .empty
        response.fields["Content-Type"] = nil
        return nil
      case .failed:
        return HTTPError(
          .preconditionFailed, code: "precondition_failed", detail: "The content is not the version asked for.")
      }
    }
    return range(request, &response)
  }

  private static func range(_ request: Request, _ response: inout Response) -> HTTPError? {
    guard response.servesRanges, let segments = response.body.pieces,
      response.entityTag != nil || response.lastModified != nil || request.head.value(of: "range") != nil
    else { return nil }
    response.fields["Accept-Ranges"] = "bytes"
    guard request.method == .get, let text = request.fields["range"],
      request.preconditions.rangeIsValid(entityTag: response.entityTag, lastModified: response.lastModified)
    else { return nil }
    let length = segments.reduce(0) { $0 + $1.count }
    switch ByteRanges.parse(text, length: length) {
    case .whole: return nil
    case .notSatisfiable:
      return HTTPError(
        .rangeNotSatisfiable, code: "range_not_satisfiable", detail: "The content has only \(length) bytes.",
        fields: ["Content-Range": "bytes */\(length)"])
    case .parts(let parts):
      response.status = .partialContent
      if parts.count == 1 {
        response.fields["Content-Range"] = contentRange(parts[0], length)
        response.body = .segments(cut(segments, parts[0]))
      } else {
        multipart(&response, segments, parts, length)
      }
      return nil
    }
  }

  private static func multipart(
    _ response: inout Response, _ segments: [BodySegment], _ parts: [Range<Int>], _ length: Int
  ) {

    let boundary = "part-\(RequestID.make().description)\(RequestID.make().description)"
    let type = response.fields["Content-Type"]
    var pieces: [BodySegment] = []
    for (index, part) in parts.enumerated() {
      var head = index == 0 ? "--\(boundary)\r\n" : "\r\n--\(boundary)\r\n"
      if let type { head += "Content-Type: \(type)\r\n" }
      head += "Content-Range: \(contentRange(part, length))\r\n\r\n"
      pieces.append(.bytes(Array(head.utf8)[...]))
      pieces += cut(segments, part)
    }
    pieces.append(.bytes(Array("\r\n--\(boundary)--\r\n".utf8)[...]))
    response.fields["Content-Type"] = "multipart/byteranges; boundary=\(boundary)"
    response.body = .segments(pieces)
  }

  private static func contentRange(_ part: Range<Int>, _ length: Int) -> String {
    "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)"
  }

  /// The pieces that make up the range.
  private static func cut(_ segments: [BodySegment], _ range: Range<Int>) -> [BodySegment] {
    var start = 0
    var cut: [BodySegment] = []
    for segment in segments {
      let whole = start..<start + segment.count
      let common = whole.clamped(to: range)
      if !common.isEmpty { cut.append(segment.part(common.lowerBound - start..<common.upperBound - start)) }
      start = whole.upperBound
    }
    return cut
  }
}

extension ResponseBody {
  /// Content that parts can be cut from.
  fileprivate var pieces: [BodySegment]? {
    switch self {
    case .empty: []
    case .bytes(let bytes): [.bytes(bytes[...])]
    case .segments(let segments): segments
    case .stream: nil
    }
  }
}
