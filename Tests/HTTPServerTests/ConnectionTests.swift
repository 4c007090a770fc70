import HTTPMessage
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct ConnectionTests {
  private static func application(_ build: (inout Router) -> Void) -> Application {
    var router = Router()
    router.get("/small") { _ in .text("small") }
    build(&router)
    return Application(router: router)
  }

  @Test func streamedUploadHasBackPressure() async throws {
    let started = ByteChannel()
    let goOn = ByteChannel()
    let application = Self.application { router in
      router.on(.put, "/upload", options: RouteOptions(body: .streamed(limit: nil))) { request async throws in
        started.finish()
        _ = try await goOn.next()
        var count = 0
        for try await chunk in request.body { count += chunk.count }
        return .text("\(count)")
      }
    }
    try await application.test(.socket) { client in
      let size = 40 << 20
      async let answer = client.connection { connection in
        try connection.send("PUT /upload HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
        let piece = [UInt8](repeating: 1, count: 1 << 20)
        for _ in 0..<40 { try connection.send(piece) }
        return try connection.response()
      }
      _ = try await started.next()
      goOn.finish()
      #expect(try await answer?.text == "\(size)")
    }
  }

  @Test func bodiesOverTheLimitAreRefusedUnread() async throws {
    let application = Self.application { router in
      router.on(.put, "/collected", options: RouteOptions(body: .collected(limit: 10))) { _ async in .text("no") }
      router.on(.put, "/streamed", options: RouteOptions(body: .streamed(limit: 10))) { request async throws in
        for try await _ in request.body {}
        return .text("no")
      }
    }
    try await application.test(.socket) { client in
      for path in ["/collected", "/streamed"] {
        for framing in ["Content-Length: 5000000000", "Transfer-Encoding: chunked"] {
          let response = try await client.connection { connection in
            try connection.send("PUT \(path) HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n10\r\n0123456789abcdef\r\n")
            return try connection.response()
          }
          #expect(response?.status == .contentTooLarge, "\(path) \(framing)")
          #expect(response?.fields["connection"] == "close")
        }
      }
    }
  }

  @Test func continueIsSentWhenTheBodyIsWanted() async throws {
    let application = Self.application { router in
      router.on(.put, "/collected") { request in .text("\(request.body.bytes?.count ?? -1)") }
      router.on(.put, "/streamed", options: RouteOptions(body: .streamed(limit: nil))) { request async throws in
        .text("\(try await request.body.collect().count)")
      }
      router.on(.put, "/refusing", options: RouteOptions(body: .streamed(limit: nil))) { _ async in
        Response(.forbidden)
      }
    }
    try await application.test(.socket) { client in
      for path in ["/collected", "/streamed"] {
        let text = try await client.connection { connection in
          try connection.send("PUT \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
          let interim = String(decoding: try connection.receive() ?? [], as: UTF8.self)
          try connection.send("abcd")
          return interim + (try connection.response()?.text ?? "")
        }
        #expect(text == "HTTP/1.1 100 Continue\r\n\r\n4", "\(path)")
      }
      let refused = try await client.connection { connection in
        try connection.send("PUT /refusing HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        return String(decoding: try connection.receiveToEnd(), as: UTF8.self)
      }
      #expect(refused.hasPrefix("HTTP/1.1 403"))
    }
  }

  @Test func aHandlerMayTakeItsTimeButNotMore() async throws {
    let cancelled = ByteChannel()
    let application = Self.application { router in
      router.on(.get, "/slow", options: RouteOptions(timeLimitMilliseconds: 100)) { _ async throws in
        defer { cancelled.finish() }
        try await Task.sleep(for: .seconds(60))
        return .text("late")
      }
    }
    try await application.test(.socket) { client in
      let response = try await client.get("/slow")
      #expect(response.status == .serviceUnavailable)
      #expect(response.text.contains("time_limit_exceeded"))
      #expect(try await cancelled.next() == nil)
    }
  }

  @Test func slowHeadsAndBodiesEndWithATimeout() async throws {
    let application = Self.application { router in
      router.on(.put, "/body") { _ async in .text("no") }
    }
    var timeouts = ConnectionTimeouts()
    timeouts.head = 150
    timeouts.body = 150
    timeouts.idle = 150
    try await application.test(.socket, timeouts: timeouts) { client in
      let starts = ["GET /small HT", "PUT /body HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc"]
      for start in starts {
        let response = try await client.connection { connection in
          try connection.send(start)
          return try connection.response()
        }
        #expect(response?.status == .requestTimeout)
      }
      let idle = try await client.connection { connection in
        try connection.send("GET /small HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try connection.response()
        return try connection.receiveToEnd()
      }
      #expect(idle.isEmpty)
    }
  }

  @Test func connectionsAreCounted() async throws {
    var limits = ConnectionLimits()
    limits.connectionsPerAddress = 3
    try await Self.application { _ in }.test(.socket, limits: limits) { client in
      let statuses = try await client.connection { first in
        guard let address = client.address else { return [] as [Int] }
        let others = try (0..<3).map { _ in try TestConnection(address) }
        let statuses = try ([first] + others).map { connection in
          try? connection.send("GET /small HTTP/1.1\r\nHost: a\r\n\r\n")
          return try connection.response()?.status.code ?? 0
        }
        return statuses
      }
      #expect(statuses.filter { $0 == 200 }.count == 3)
      #expect(statuses.filter { $0 == 429 }.count == 1)
    }
  }

  @Test func whatWasAcceptedIsFinishedAtTheStop() async throws {
    let entered = ByteChannel()
    let goOn = ByteChannel()
    let application = Self.application { router in
      router.get("/waits") { _ async throws in
        entered.finish()
        _ = try await goOn.next()
        return .text("done")
      }
    }
    let server = HTTPServer(
      application, configuration: ServerConfiguration(addresses: [.tcp(host: "127.0.0.1", port: 0)], loops: 1))
    try server.start()
    let address = server.addresses[0]
    let pool = BlockingPool(threads: 1)
    async let answer = pool.run { () -> TestResponse? in
      let connection = try TestConnection(address)
      try connection.send("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n")
      return try connection.response()
    }
    _ = try await entered.next()
    async let stopped: Void = server.stop(withinMilliseconds: 5_000)
    while (try? TestConnection(address)) != nil { await Task.yield() }
    goOn.finish()
    let response = try await answer
    await stopped
    #expect(response?.text == "done")
    #expect(response?.fields["connection"] == "close")
    #expect(throws: TestFailure.self) { try TestConnection(address) }
  }

  @Test func aUnixSocketServes() async throws {
    let path = "/tmp/export-ia-\(RequestID.make()).sock"
    let server = HTTPServer(
      Self.application { _ in }, configuration: ServerConfiguration(addresses: [.unix(path: path)], loops: 2))
    try server.start()
    let text = try await BlockingPool(threads: 1).run { () -> String? in
      let connection = try TestConnection(.unix(path: path))
      try connection.send("GET /small HTTP/1.1\r\nHost: a\r\n\r\n")
      return try connection.response()?.text
    }
    #expect(text == "small")
    await server.stop()
    #expect(throws: TestFailure.self) { try TestConnection(.unix(path: path)) }
  }

  @Test func fieldsWithLineBreaksAreNotSent() async throws {
    let application = Self.application { router in
      router.get("/split") { _ in Response(.ok, fields: ["X-Bad": "a\r\nSet-Cookie: b"]) }
    }
    for transport in TestTransport.allCases {
      try await application.test(transport) { client in
        let response = try await client.get("/split")
        #expect(response.status == .internalServerError)
        #expect(response.fields["set-cookie"] == nil)
      }
    }
  }
}
