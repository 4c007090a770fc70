import Exports
import HTTPMessage
import HTTPServer
import Identity
import JSON
import Judging
import TestSupport
import Testing

@testable import API

@Suite struct LiveAndAnalyticsTests {
  /// Another implementation of WebSocket joins rooms, while it makes exports over HTTP.
  @Test func roomsHearOfTheirExports() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.socket) { client in
        let output = try await Judge.output(try Judge.pythonPath(), ["-c", Self.rooms, client.url])
        #expect(output.hasSuffix("all heard\n"), "\(output)")
      }
    }
  }

  private static let rooms = """
    import asyncio, json, sys, urllib.request
    from websockets.asyncio.client import connect
    from websockets.exceptions import InvalidStatus

    URL = sys.argv[1]
    WS = URL.replace("http:", "ws:") + "/api/v3/ws"

    def export(text, when=0):
        body = json.dumps({"content": text, "format": "text", "delay_seconds": when}).encode()
        request = urllib.request.Request(URL + "/export", body, {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))["id"]

    async def heard(socket):
        return json.loads(await asyncio.wait_for(socket.recv(), 20))

    async def main():
        early = await asyncio.to_thread(export, "early")
        async with connect(WS, proxy=None) as all_, connect(WS, proxy=None) as mine, connect(WS, proxy=None) as one:
            await all_.send(json.dumps({"join": "all"}))
            await mine.send(json.dumps({"join": "mine"}))
            assert (await heard(all_)) == {"joined": "all"} and (await heard(mine)) == {"joined": "mine"}
            await one.send(json.dumps({"join": "export:nothing"}))
            assert "no export" in (await heard(one))["error"]
            await one.send("{")
            assert "error" in (await heard(one))
            await one.send(json.dumps({"join": "elsewhere"}))
            assert "no room" in (await heard(one))["error"]
            # Its events end when it does.
            await asyncio.to_thread(lambda: urllib.request.urlopen(f"{URL}/api/v3/exports/{early}/events").read())
            await one.send(json.dumps({"join": f"export:{early}", "after": 1}))
            past = [await heard(one) for _ in range(3)]
            assert [item.get("event") for item in past] == ["job_started", "job_completed", None], past
            late = await asyncio.to_thread(export, "late")
            for socket in (all_, mine):
                events = []
                while "job_completed" not in events:
                    item = await heard(socket)
                    if item["export"] == late:
                        events.append(item["event"])
                assert events == ["job_submitted", "job_started", "job_completed"], events
            # The room of one export is quiet about others, and a room that was left is quiet at all.
            await mine.send(json.dumps({"leave": "mine"}))
            await mine.send(json.dumps({"join": f"export:{late}"}))
            assert (await heard(mine)) == {"joined": f"export:{late}"}
            last = await asyncio.to_thread(export, "last")
            while (await heard(all_)).get("event") != "job_completed":
                pass
            for socket in (one, mine):
                try:
                    item = await asyncio.wait_for(socket.recv(), 0.3)
                    raise SystemExit(f"heard {item}")
                except asyncio.TimeoutError:
                    pass
        try:
            async with connect(WS, proxy=None, origin="https://elsewhere.example"):
                raise SystemExit("a page of another site could listen")
        except InvalidStatus as refused:
            assert refused.response.status_code == 403, refused
        print("all heard")

    asyncio.run(main())
    """

  @Test func analyticsAnswerAndRefuse() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        _ = try await client.post("/export?wait=10s", json: #"{"content": "now", "format": "text"}"#)
        try await world.countAll()
        let overview = try JSONValue(parsing: try await client.get("/api/v3/analytics/overview?window=2h").body)
        #expect(overview["now"]?["completed"]?.integer == 1)
        #expect(overview["now"]?["success_rate"]?.number == 1)
        #expect(overview["before"]?["completed"]?.integer == 0)
        let trends = try JSONValue(parsing: try await client.get("/api/v3/analytics/trends?window=3d&step=day").body)
        #expect((trends["points"]?.array?.count ?? 0) >= 3)
        let formats = try JSONValue(parsing: try await client.get("/api/v3/analytics/formats").body)
        #expect(formats["formats"]?[0]?["format"]?.string == "text")
        #expect(formats["formats"]?[0]?["duration_ms"]?["p95"]?.number != nil)
        for path in ["users", "errors", "system", "prediction?hours=3"] {
          #expect(try await client.get("/api/v3/analytics/\(path)").status == .ok, "\(path)")
        }
        for query in ["window=0h", "window=x", "from=yesterday", "user=%0A"] {
          #expect(try await client.get("/api/v3/analytics/overview?\(query)").status == .badRequest, "\(query)")
        }
        #expect(try await client.get("/api/v3/analytics/prediction?hours=999").status == .badRequest)
      }
    }
  }

  @Test func checksSayHowLongItWillTake() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let body = #"{"content": "now", "format": "text"}"#
        let before = try JSONValue(parsing: try await client.post("/validate", json: body).body)
        #expect(before["valid"]?.bool == true && before["estimate"] == nil, "nothing is made up")
        _ = try await client.post("/export?wait=10s", json: body)
        try await world.countAll()
        let after = try JSONValue(parsing: try await client.post("/validate", json: body).body)
        #expect(after["estimate"]?["jobs"]?.integer == 1)
        #expect((after["estimate"]?["duration_ms"]?["p50"]?.number ?? -1) >= 0)
      }
    }
  }

  @Test func callbacksAreListedAndTheirSecretsChange() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let made = try await client.post(
          "/export", json: #"{"content": "a", "format": "text", "callback_url": "https://example.org/hook"}"#)
        let id = try #require(try JSONValue(parsing: made.body)["id"]?.string)
        _ = try await world.jobs.wait(for: id, tenant: "local", atMost: .seconds(10))
        let list = try JSONValue(parsing: try await client.get("/api/v3/callbacks?export=\(id)").body)
        let delivery = try #require(list["callbacks"]?[0])
        #expect(delivery["type"]?.string == "export.completed" && delivery["state"]?.string == "waiting")
        let callback = try #require(delivery["id"]?.string)
        #expect(try await client.post("/api/v3/callbacks/\(callback)/redeliver", json: "").status == .noContent)
        #expect(try await client.post("/api/v3/callbacks/nothing/redeliver", json: "").status == .notFound)
        let first = try JSONValue(parsing: try await client.get("/api/v3/callbacks/secrets").body)
        #expect(first["secrets"]?[0]?["secret"]?.string?.hasPrefix("whsec_") == true)
        #expect(try await client.post("/api/v3/callbacks/secrets/rotate", json: "").status == .ok)
        let second = try JSONValue(parsing: try await client.get("/api/v3/callbacks/secrets").body)
        #expect(second["secrets"]?.array?.count == 2)
        #expect(try await client.get("/api/v3/callbacks/refusals").status == .ok)
        #expect(
          try await client.send(.delete, "/api/v3/callbacks/refusals?url=https://example.org/x").status == .notFound)
      }
    }
  }
}
