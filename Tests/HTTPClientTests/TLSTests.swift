import HTTPMessage
import Judging
import Testing

@testable import HTTPClient

@Suite struct TLSTests {
  /// A throwaway authority and what it signed.
  struct Certificates {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      try folder.run(
        """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Authority \
          -keyout ca.key -out ca.pem
        touch index; echo 01 >serial
        cat >ca.conf <<'END'
        [ca]
        default_ca = here
        [here]
        database = index
        serial = serial
        new_certs_dir = .
        default_md = sha256
        policy = any
        copy_extensions = copy
        unique_subject = no
        [any]
        commonName = supplied
        END
        for name in good:localhost:20200101000000Z:20400101000000Z wrong:other.example:20200101000000Z:20400101000000Z \
          expired:localhost:20200101000000Z:20210101000000Z; do
          IFS=: read -r file host from to <<END
        $name
        END
          openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=$host \
            -addext "subjectAltName=DNS:$host" -keyout $file.key -out $file.csr
          openssl ca -batch -config ca.conf -cert ca.pem -keyfile ca.key -in $file.csr -out $file.pem \
            -startdate $from -enddate $to -notext
        done
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
          -addext subjectAltName=DNS:localhost -keyout self.key -out self.pem
        """)
    }

    func server(_ name: String) throws -> ScenarioServer {
      try ScenarioServer(["--tls", "\(folder.path)/\(name).pem", "\(folder.path)/\(name).key"])
    }
  }

  static let certificates = Result { try Certificates() }

  static func client(_ change: (inout HTTPClientSettings) -> Void = { _ in }) throws -> HTTPClient {
    let path = try certificates.get().folder.path
    return try .local {
      $0.authoritiesFile = "\(path)/ca.pem"
      change(&$0)
    }
  }

  @Test func trustsTheAuthority() async throws {
    let server = try Self.certificates.get().server("good")
    let client = try Self.client()
    for _ in 0..<5 {
      let url = server.url("/hello", scheme: "https", host: "localhost")
      #expect(try await client.get(url).body.text() == "hello")
    }
    #expect(client.statistics.connections == 1)
    let large = server.url("/bytes?size=5000000", scheme: "https", host: "localhost")
    #expect(try await client.get(large).body.collect().count == 5_000_000)
  }

  @Test(arguments: ["wrong", "expired", "self"]) func refuses(name: String) async throws {
    let server = try Self.certificates.get().server(name)
    let client = try Self.client()
    let url = server.url("/hello", scheme: "https", host: "localhost")
    #expect(await failure { _ = try await client.get(url) } == .tls)
  }

  @Test func refusesAnUnknownAuthority() async throws {
    let server = try Self.certificates.get().server("good")
    let client = try HTTPClient.local()
    let url = server.url("/hello", scheme: "https", host: "localhost")
    #expect(await failure { _ = try await client.get(url) } == .tls)
    let plain = try Self.client()
    #expect(await failure { _ = try await plain.get(server.url("/hello", host: "localhost")) } != nil)
  }

  @Test func followsNoRedirectOutOfTLS() async throws {
    let server = try Self.certificates.get().server("good")
    let client = try Self.client { $0.redirects = .follow(hops: 3) }
    let to = RedirectTests.escaped(try ScenarioServer.url("/hello"))
    let down = server.url("/redirect?to=\(to)", scheme: "https", host: "localhost")
    #expect(await failure { _ = try await client.get(down) } == .redirect)
    let up = RedirectTests.escaped(server.url("/hello", scheme: "https", host: "localhost"))
    #expect(try await client.get(ScenarioServer.url("/redirect?to=\(up)")).body.text() == "hello")
  }
}
