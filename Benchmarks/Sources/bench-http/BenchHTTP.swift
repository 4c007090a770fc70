import ByteIO
import Glibc
import HTTPMessage
import HTTPServer

/// Serves what the suites http and http-limits ask for: `bench-http PORT LOOPS DOCUMENT`.
@main
enum BenchHTTP {
  static func main() async throws {
    watchSignals()
    let words = CommandLine.arguments
    guard words.count == 4, let port = UInt16(words[1]), let loops = Int(words[2]) else {
      print("usage: bench-http PORT LOOPS DOCUMENT")
      exit(2)
    }
    let document = try contents(of: words[3])
    var router = Router()
    // Asynchronous, so that it costs a task, as a handler that may wait does.
    router.get("/json") { _ async -> Response in
      return Response.json(document)
    }
    router.put("/upload", options: RouteOptions(body: .streamed(limit: nil), timeLimitMilliseconds: nil)) { request in
      var count = 0
      for try await piece in request.body { count += piece.count }
      return Response.text("\(count)\n")
    }
    router.post("/upload", options: RouteOptions(body: .streamed(limit: nil), timeLimitMilliseconds: nil)) { request in
      var count = 0
      for try await piece in request.body { count += piece.count }
      return Response.text("\(count)\n")
    }
    router.get("/download") { request in
      let total = request.query["bytes"].flatMap { Int($0) } ?? 0
      return Response.stream(type: "application/octet-stream", length: total) { writer in
        let piece = [UInt8](repeating: 0x2E, count: 65_536)
        var left = total
        while left > 0 {
          try await writer.write(left >= piece.count ? piece : Array(piece[..<left]))
          left -= min(left, piece.count)
        }
      }
    }
    router.get("/file") { request in
      let file = try OpenFile(path: request.query["path"] ?? "")
      return Response(fields: ["Content-Type": "application/octet-stream"], body: .file(file))
    }

    var configuration = ServerConfiguration(addresses: [.tcp(host: "127.0.0.1", port: port)], loops: loops)
    configuration.limits.connectionsPerAddress = 10_000
    let server = HTTPServer(Application(router: router), configuration: configuration)
    try server.start()
    try await BlockingPool(threads: 1).run { while sem_wait(stopping) != 0 {} }
    await server.stop()
  }

  // Safe: made once; posting and waiting are allowed from any thread, and from a signal handler.
  nonisolated(unsafe) private static let stopping: UnsafeMutablePointer<sem_t> = {
    let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
    return semaphore
  }()

  /// A handler and not a mask: the main thread of an asynchronous program rests with every signal unmasked.
  private static func watchSignals() {
    _ = stopping
    for number in [SIGTERM, SIGINT] { signal(number) { _ in sem_post(BenchHTTP.stopping) } }
  }

  private static func contents(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw FileError(path: path) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  struct FileError: Error {
    let path: String
  }
}
