import ByteIO
import Glibc
import HTTPClient
import HTTPMessage
import HTTPServer
import Judging
import Testing

/// The examples of docs/http-server.md and docs/http-client.md, word for word: the client talks to the server.
@Suite struct HTTPExamples {
  private struct Authentication: Middleware {
    func respond(
      to request: Request, next: @Sendable (Request) async throws -> Response
    ) async throws -> Response {
      guard request.fields["Authorization"] == "Bearer sesame" else { return Response(.unauthorized) }
      return try await next(request)
    }
  }

  @Test func aServerAndItsClient() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("stored")
    let pool = BlockingPool(threads: 2)
    @Sendable func load(_ id: String) async throws -> [UInt8] { Array("{\"id\":\"\(id)\"}".utf8) }

    var router = Router()
    router.get("/health") { _ in .text("ok") }  // no await: runs on the loop, makes no task
    router.get("/exports/{id:uuid}") { request async throws in  // may wait; comes back to its loop
      .json(try await load(request.parameter("id", as: String.self)))
    }
    router.put("/files/{name}", options: RouteOptions(body: .streamed(limit: 5 << 30))) { request async throws in
      let count = try await request.body.write(on: pool) { try FileSink(path: path) }
      return .text("\(count)")
    }
    router.group("/api", middleware: [Authentication()]) { api in api.get("/me") { _ async in .text("ada") } }

    let application = Application(
      router: router, filters: [RequestIdentity(), HostCheck(allowed: ["127.0.0.1"]), SecurityHeaders()])
    let server = HTTPServer(
      application, configuration: ServerConfiguration(addresses: [.tcp(host: "127.0.0.1", port: 0)]))
    try server.start()
    guard case .tcp(_, let port)? = server.addresses.first else { return #expect(Bool(false), "no address") }
    let url = "http://127.0.0.1:\(port)"
    let source = folder.file("source")
    try folder.write(String(repeating: "x", count: 100_000), to: "source")
    var settings = HTTPClientSettings()
    settings.egress = .everywhere

    let client = try HTTPClient(settings)  // one for the whole program
    let response = try await client.get(url + "/health")
    let text = try await response.body.text(upTo: 1 << 20)
    #expect(text == "ok")

    var request = ClientRequest(
      .put, url + "/files/a", fields: ["Content-Type": "application/pdf"], body: .file(source))
    request.deadlines = Deadlines(total: .seconds(600))
    let stored = try await client.send(request)  // returns when the header is there
    var answer: [UInt8] = []
    for try await chunk in stored.body { answer += chunk }  // [UInt8], as fast as you read
    #expect(String(decoding: answer, as: UTF8.self) == "100000")

    #expect(try await client.get(url + "/api/me").status == .unauthorized)
    let id = "0198c1e2-0000-7000-8000-000000000001"
    #expect(try await client.get(url + "/exports/\(id)").body.text(upTo: 1000) == #"{"id":"\#(id)"}"#)
    await server.stop(withinMilliseconds: 2_500)
  }
}
