internal import CLinux
internal import Glibc
internal import HTTPMessage

extension EventLoop {
  /// A short answer, as far as the socket takes it at once, and the end.
  func refuse(_ descriptor: Int32, _ listener: Listener, _ status: HTTPStatus) {
    defer { Glibc.close(descriptor) }
    guard listener.tls == nil else { return }
    let code = status == .tooManyRequests ? "too_many_connections_from_address" : "too_many_connections"
    let error = HTTPError(status, code: code, detail: "This server has too many connections open. Try again soon.")
    let response = error.response(acceptsHTML: false, instance: nil, id: RequestID.make().description)
    guard case .bytes(let body) = response.body else { return }
    let head =
      "HTTP/1.1 \(status.code) \(status.phrase)\r\nContent-Type: application/problem+json\r\nRetry-After: 1\r\n"
      + "Cache-Control: no-store\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    let bytes = Array(head.utf8) + body
    bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      _ = PlainTransport.send(descriptor, start, buffer.count, more: false)
    }
    // Reading what has come keeps the kernel from answering the close with a reset.
    shutdown(descriptor, Int32(SHUT_WR))
    var scratch: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for _ in 0..<32 {
      let got = withUnsafeMutableBytes(of: &scratch) {
        recv(descriptor, $0.baseAddress, $0.count, cl_receive_now_flags())
      }
      if got <= 0 { break }
    }
  }
}
