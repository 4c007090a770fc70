import CLinux
import Glibc
import HTTPMessage
import Judging
import TestSupport
import Testing

@testable import HTTPServer

/// TLS as curl and OpenSSL's own client see it.
@Suite struct TLSTests {
  private static func certificate(_ name: String, in folder: String) async throws {
    _ = try await Judge.output(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder + "/key.pem", "-out",
        folder + "/certificate.pem",
      ])
  }

  private static var application: Application {
    var router = Router()
    router.get("/secure") { request in .text("\(request.scheme)") }
    router.get("/large") { _ in .bytes([UInt8](repeating: 0x61, count: 3_000_000), type: "application/octet-stream") }
    router.on(.put, "/upload", options: RouteOptions(body: .streamed(limit: nil))) { request async throws in
      var count = 0
      for try await chunk in request.body { count += chunk.count }
      return .text("\(count)")
    }
    return Application(router: router)
  }

  @Test func judgesSpeakTLSWithUs() async throws {
    let folder = try await Judge.output("mktemp", ["-d"]).replacing("\n", with: "")
    try await Self.certificate("first", in: folder)
    let context = try TLSContext(certificate: folder + "/certificate.pem", key: folder + "/key.pem")
    try await Self.application.test(.socket, tls: context) { client in
      let url = client.url.replacing("http://127.0.0.1", with: "https://localhost")
      let port = url.split(separator: ":").last.map(String.init) ?? ""
      let trust = ["-sS", "--cacert", folder + "/certificate.pem"]
      #expect(try await Judge.output("curl", trust + ["--tlsv1.3", url + "/secure"]) == "https")
      #expect(try await Judge.output("curl", trust + ["--tls-max", "1.2", url + "/secure"]) == "https")
      let version = try await Judge.output(
        "curl", trust + ["-w", "%{http_version}", "-o", "/dev/null", url + "/secure"])
      #expect(version == "1.1")
      let sizes = try await Judge.output(
        "sh", ["-c", "curl -sS --cacert \(folder)/certificate.pem \(url)/large | wc -c"])
      #expect(sizes.filter(\.isNumber) == "3000000")
      let upload = try await Judge.output(
        "sh", ["-c", "head -c 5000000 /dev/zero | curl -sS --cacert \(folder)/certificate.pem -T - \(url)/upload"])
      #expect(upload == "5000000")
      let old = try? await Judge.output("curl", trust + ["--tls-max", "1.1", url + "/secure"])
      #expect(old == nil)
      let chosen = try await Judge.output(
        "sh", ["-c", "echo | openssl s_client -connect 127.0.0.1:\(port) -alpn h2,http/1.1 2>/dev/null | grep ALPN"])
      #expect(chosen.contains("http/1.1"))
      let refused = try await Judge.output(
        "sh", ["-c", "echo | openssl s_client -connect 127.0.0.1:\(port) -alpn h2 2>&1 | grep -ci alert || true"])
      #expect(refused.filter(\.isNumber) != "0")

      try await Self.certificate("second", in: folder)
      try context.reload()
      let subject = try await Judge.output(
        "sh", ["-c", "echo | openssl s_client -connect 127.0.0.1:\(port) 2>/dev/null | openssl x509 -noout -subject"])
      #expect(subject.contains("second"))
      _ = try await Judge.output("sh", ["-c", "echo broken > \(folder)/key.pem"])
      #expect(throws: TLSError.self) { try context.reload() }
      #expect(try await Judge.output("curl", trust + [url + "/secure"]) == "https")
    }
    _ = try await Judge.output("rm", ["-r", folder])
  }
}
