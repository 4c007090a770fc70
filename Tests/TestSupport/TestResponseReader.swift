internal import HTTPMessage

/// Reads answers from a stream of bytes; as simple as can be, so that it can be trusted.
struct TestResponseReader {
  private var bytes: [UInt8] = []
  private let receive: () throws -> [UInt8]?

  /// `receive` gives more bytes, `nil` at the end.
  init(_ receive: @escaping () throws -> [UInt8]?) {
    self.receive = receive
  }

  /// The next final answer; interim ones are skipped. `nil` when the connection ends before one.
  mutating func next(isHead: Bool) throws -> TestResponse? {
    while true {
      guard let head = try takeHead() else { return nil }
      let lines = head.components("\r\n")
      let parts = lines[0].split(separator: " ", maxSplits: 2).map(String.init)
      guard parts.count >= 2, parts[0] == "HTTP/1.1", let code = Int(parts[1]) else {
        throw TestFailure("Not a status line: \(lines[0])")
      }
      var fields = HTTPFields()
      for line in lines.dropFirst() where !line.isEmpty {
        guard let colon = line.firstIndex(of: ":") else { throw TestFailure("Not a field: \(line)") }
        fields.append(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
      }
      if (100..<200).contains(code), code != 101 { continue }
      var response = TestResponse(status: HTTPStatus(code), fields: fields, body: [], isComplete: true)
      if !isHead, code != 204, code != 304, code != 101 { try readBody(&response) }
      return response
    }
  }

  private mutating func takeHead() throws -> String? {
    let end: [UInt8] = [13, 10, 13, 10]
    while true {
      if let at = bytes.firstRange(of: end)?.lowerBound {
        let head = String(decoding: bytes[..<at], as: UTF8.self)
        bytes.removeFirst(at + 4)
        return head
      }
      guard let more = try receive() else {
        if bytes.isEmpty { return nil }
        throw TestFailure("The connection ended inside a head.")
      }
      bytes += more
    }
  }

  private mutating func readBody(_ response: inout TestResponse) throws {
    if response.fields["transfer-encoding"] == "chunked" {
      while true {
        guard let line = try takeLine(), let size = Int(line, radix: 16), let chunk = try take(size), try take(2) != nil
        else {
          response.isComplete = false
          return
        }
        if size == 0 { return }
        response.body += chunk
      }
    } else if let length = response.fields["content-length"].flatMap(Int.init) {
      if let body = try take(length) {
        response.body = body
      } else {
        response.body = bytes
        response.isComplete = false
      }
    } else {
      while let more = try receive() { bytes += more }
      response.body = bytes
      bytes = []
    }
  }

  private mutating func takeLine() throws -> String? {
    while true {
      if let at = bytes.firstRange(of: [13, 10])?.lowerBound {
        let line = String(decoding: bytes[..<at], as: UTF8.self)
        bytes.removeFirst(at + 2)
        return line
      }
      guard let more = try receive() else { return nil }
      bytes += more
    }
  }

  private mutating func take(_ count: Int) throws -> [UInt8]? {
    while bytes.count < count {
      guard let more = try receive() else { return nil }
      bytes += more
    }
    defer { bytes.removeFirst(count) }
    return Array(bytes[..<count])
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
