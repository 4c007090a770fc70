internal import CLinux
internal import Glibc
internal import HTTPMessage
public import HTTPServer

/// A plain blocking socket to a server, for what no HTTP client would send; call it from blocking code only.
public final class TestConnection {
  private let descriptor: Int32
  private var reader = TestResponseReader { nil }

  public init(_ address: ListenAddress) throws {
    switch address {
    case .tcp(_, let port): descriptor = cl_connect_loopback(port)
    case .unix(let path): descriptor = cl_connect_unix(path)
    }
    guard descriptor >= 0 else { throw TestFailure("Cannot connect to \(address): errno \(errno)") }
    cl_set_receive_timeout(descriptor, 20)
    let descriptor = descriptor
    reader = TestResponseReader { try Self.receive(descriptor) }
  }

  deinit {
    close(descriptor)
  }

  public func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, cl_send_flags(0)) }
      guard count > 0 else { throw TestFailure("The connection does not take more: errno \(errno)") }
      sent += count
    }
  }

  public func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  /// The next answer; `nil` when the server closed instead.
  public func response(isHead: Bool = false) throws -> TestResponse? {
    try reader.next(isHead: isHead)
  }

  /// Some bytes as they come; `nil` at the end.
  public func receive() throws -> [UInt8]? {
    try Self.receive(descriptor)
  }

  /// Says that nothing more will be sent.
  public func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Everything until the server closes.
  public func receiveToEnd() throws -> [UInt8] {
    var all: [UInt8] = []
    while let more = try receive() { all += more }
    return all
  }

  private static func receive(_ descriptor: Int32) throws -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
      if count == 0, errno == EAGAIN { count = 0 }
    }
    return bytes.isEmpty ? nil : bytes
  }
}
