import Foundation
import Glibc
import Threads

/// Answers each connection with the next of its scripts, byte by byte as it stands there, and closes it.
final class FaultyServer: Sendable {
  struct Failure: Error { let what: String }

  let address: String
  private let descriptor: CInt
  private let received = Lock<[String]>([])

  /// Ends when the client has closed the last connection.
  let left: AsyncStream<Void>

  /// The requests so far, heads and bodies.
  var requests: [String] { received.withLock { $0 } }

  /// - Parameter holdsLast: keeps the last connection open until the client closes it.
  init(_ answers: [String], holdsLast: Bool = false) throws {
    let (left, leaving) = AsyncStream.makeStream(of: Void.self)
    self.left = left
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = descriptor
    let isListening = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard isListening else { throw Failure(what: "cannot listen: \(errno)") }
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
    _ = PlatformThread.start(name: "faulty") { [weak self] in
      defer { leaving.finish() }
      for (index, answer) in answers.enumerated() {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        let request = Self.request(connection)
        self?.received.withLock { $0.append(request) }
        var rest = Array(answer.utf8)[...]
        while !rest.isEmpty {
          let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
          guard count > 0 else { break }
          rest = rest.dropFirst(count)
        }
        var byte: UInt8 = 0
        if holdsLast, index == answers.count - 1 { while recv(connection, &byte, 1, 0) > 0 {} }
        close(connection)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  private static func request(_ connection: CInt) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let field = text[..<end.lowerBound].split(separator: "\r\n").first {
          $0.lowercased().hasPrefix("content-length:")
        }
        let length = field.flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return text }
      bytes += buffer[..<count]
    }
  }
}

/// A whole answer; `claimed` is the length that it says it has.
func answer(_ status: String, _ fields: [String] = [], _ body: String = "", claimed: Int? = nil) -> String {
  (["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(claimed ?? body.utf8.count)", "Connection: close"])
    .joined(separator: "\r\n") + "\r\n\r\n" + body
}

/// An export as the service shows it.
func exportDocument(_ status: String, version: Int = 1, error: String? = nil) -> String {
  """
  {"id":"01a1","task_id":"01a1","status":"\(status)","document_type":"document","format":"pdf","formats":["pdf"],\
  "quality_level":"basic","priority":"normal","progress":0.5,"created_at":"2026-11-21T18:59:57.172Z","attempts":1,\
  "warnings_count":0,"cached":false,"metadata":{"customer_id":7},"version":\(version)\(error.map { ",\"error\":\($0)" } ?? "")}
  """
}
