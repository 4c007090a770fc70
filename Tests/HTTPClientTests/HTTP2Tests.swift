import Glibc
import HTTPMessage
import Judging
import TestSupport
import Testing

@testable import HTTPClient

/// HTTP/2 over TLS, with nginx as the server and the scenario server behind it.
@Suite struct HTTP2Tests {
  final class Nginx: Sendable {
    let port: UInt16
    private let folder: TemporaryFolder

    init(before server: ScenarioServer) throws {
      folder = try TemporaryFolder()
      port = try Self.freePort()
      let certificates = try TLSTests.certificates.get().folder.path
      let text = """
        worker_processes 1; pid nginx.pid; error_log error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          client_max_body_size 0;
          server {
            listen 127.0.0.1:\(port) ssl http2;
            ssl_certificate \(certificates)/good.pem; ssl_certificate_key \(certificates)/good.key;
            location / {
              proxy_pass http://127.0.0.1:\(server.address); proxy_http_version 1.1;
              proxy_request_buffering off; proxy_buffering off;
            }
          }
        }
        """
      try folder.write(Array(text.utf8), to: "nginx.conf")
      try folder.run("PATH=$PATH:/usr/sbin nginx -p '\(folder.path)' -c nginx.conf -e error.log")
    }

    deinit { try? folder.run("PATH=$PATH:/usr/sbin nginx -p '\(folder.path)' -c nginx.conf -e error.log -s stop") }

    func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }

    private static func freePort() throws -> UInt16 {
      let socket = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
      defer { close(socket) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let status = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, length) | getsockname(socket, $0, &length)
        }
      }
      guard status == 0 else { throw TestFailure("no free port") }
      return UInt16(bigEndian: address.sin_port)
    }
  }

  @Test func speaksItWhereTheServerDoes() async throws {
    let nginx = try Nginx(before: ScenarioServer.shared.get())
    let client = try TLSTests.client()
    for _ in 0..<5 {
      let response = try await client.get(nginx.url("/hello"))
      #expect(response.version == "2")
      #expect(try await response.body.text() == "hello")
    }
    #expect(client.statistics.connections == 1)
    let old = try TLSTests.client { $0.allowsHTTP2 = false }
    #expect(try await old.get(nginx.url("/hello")).version == "1.1")
  }

  @Test func streamsBothWays() async throws {
    let nginx = try Nginx(before: ScenarioServer.shared.get())
    let client = try TLSTests.client()
    var request = ClientRequest(.post, nginx.url("/digest"))
    for copies in [0, 1, 100] {
      request.body = .stream(UploadTests.stream(copies, slowly: true))
      let digest = try await client.send(request).body.text()
      let expected = try UploadTests.expectation(copies, length: "None", encoding: "'chunked'")
      #expect(digest == expected)
    }
    #expect(try await client.get(nginx.url("/bytes?size=20000000")).body.collect(upTo: .max).count == 20_000_000)
  }

  @Test func aReaderThatIsBehindHoldsUpNobody() async throws {
    let nginx = try Nginx(before: ScenarioServer.shared.get())
    let client = try TLSTests.client()
    let behind = try await client.get(nginx.url("/bytes?size=200000000"))
    for _ in 0..<10 { #expect(try await client.get(nginx.url("/hello")).body.text() == "hello") }
    var received = 0
    for try await chunk in behind.body { received += chunk.count }
    #expect(received == 200_000_000)
  }
}
