import Exports
import Glibc
import HTTPMessage
import HTTPServer
import Identity
import JSON
import Judging
import TestSupport
import Testing

@testable import API

@Suite struct ExportAPITests {
  @Test(arguments: TestTransport.allCases)
  func anExportIsMadeFollowedAndFetched(_ transport: TestTransport) async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(transport) { client in
        let made = try await client.post("/export", json: #"{"content": "hello", "format": "text", "title": "Añadir"}"#)
        #expect(made.status == .accepted)
        let id = try #require(try JSONValue(parsing: made.body)["task_id"]?.string)
        #expect(made.fields["location"] == "/api/v3/exports/\(id)")
        _ = try await world.jobs.wait(for: id, tenant: "local", atMost: .seconds(10))
        for path in ["/export/\(id)/status", "/api/v3/exports/\(id)"] {
          let status = try JSONValue(parsing: try await client.get(path).body)
          #expect(status["status"]?.string == "completed")
          #expect(status["files"]?[0]?["size"]?.integer == 5)
        }
        let file = try await client.get("/export/\(id)/download")
        #expect(file.text == "hello")
        #expect(
          file.fields["content-disposition"]
            == "attachment; filename=\"A_adir.text\"; filename*=UTF-8''A%C3%B1adir.text")
        let tag = try #require(file.fields["etag"])
        #expect(try await client.get("/export/\(id)/download", fields: ["If-None-Match": tag]).status == .notModified)
        let part = try await client.get("/export/\(id)/download", fields: ["Range": "bytes=1-2"])
        #expect(part.status == .partialContent)
        #expect(part.text == "el")
        let history = try JSONValue(parsing: try await client.get("/api/v3/exports/\(id)/history").body)
        #expect(
          history["events"]?.array?.compactMap { $0["event"]?.string }
            == ["job_submitted", "job_started", "job_completed"])
        #expect(try await client.send(.delete, "/export/\(id)").status == .ok)
        #expect(try await client.get("/export/\(id)/download").status == .gone)
      }
    }
  }

  @Test func waitAnswersWithTheFile() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let file = try await client.post("/export?wait=10s", json: #"{"content": "now", "format": "text"}"#)
        #expect(file.status == .ok)
        #expect(file.text == "now")
        let failed = try await client.post("/export?wait=10s", json: #"{"content": "fail", "format": "text"}"#)
        #expect(failed.status == .unprocessableContent)
        #expect(try JSONValue(parsing: failed.body)["code"]?.string == "render_failed")
        #expect(try await client.post("/export?wait=soon", json: "{}").status == .badRequest)
      }
    }
  }

  @Test func aFormCarriesTheFile() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let form = """
          --b\r\nContent-Disposition: form-data; name="file"; filename="report.md"\r\n\r\n# Hi\r\n\
          --b\r\nContent-Disposition: form-data; name="format"\r\n\r\ntext\r\n--b--\r\n
          """
        let file = try await client.post(
          "/export?wait=10s", fields: ["Content-Type": "multipart/form-data; boundary=b"], body: Array(form.utf8))
        #expect(file.text == "# Hi")
        #expect(file.fields["content-disposition"] == "attachment; filename=\"report.text\"")
      }
    }
  }

  /// What is refused, with the status, the code, and the place where there is one.
  @Test(arguments: [
    ("{", 400, "invalid_json", ""), ("[]", 422, "invalid_request", ""),
    (#"{"format": "text"}"#, 422, "invalid_request", "/content"),
    (#"{"content": "x"}"#, 422, "invalid_request", "/format"),
    (#"{"content": "x", "format": "txt"}"#, 422, "format_unknown", "/format"),
    (#"{"content": "x", "formats": ["text", "pdf"]}"#, 422, "format_unknown", "/formats/1"),
    (#"{"content": "x", "format": "text", "colour": 1}"#, 422, "invalid_request", "/colour"),
    (#"{"content": "x", "format": "text", "priority": "now"}"#, 422, "invalid_request", "/priority"),
    (#"{"content": "x", "format": "text", "timeout_seconds": 0}"#, 422, "invalid_request", "/timeout_seconds"),
    (#"{"content": "x", "format": "text", "run_at": "soon"}"#, 422, "invalid_request", "/run_at"),
    (
      #"{"content": "x", "format": "text", "document_type": "rapport"}"#, 422, "document_type_unknown", "/document_type"
    ),
    (#"{"content": "x", "format": "text", "callback_url": "file:///etc"}"#, 422, "invalid_request", "/callback_url"),
    (#"{"content": "x", "format": "text", "options": {"thme": "plain"}}"#, 422, "option_unknown", "/options/thme"),
    (#"{"content": "x", "format": "text", "options": {"theme": "loud"}}"#, 422, "theme_unknown", "/options/theme"),
    (#"{"content": {"a": "wrong"}, "format": "text"}"#, 422, "document.value", "/content/sections/2/heading"),
  ])
  func badInputIsRefusedAndNothingQueued(_ body: String, _ status: Int, _ code: String, _ pointer: String) async throws
  {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        for path in ["/export", "/api/v3/exports"] {
          let answer = try await client.post(path, json: body)
          let problem = try JSONValue(parsing: answer.body)
          #expect(answer.status.code == status)
          #expect(answer.fields["content-type"] == "application/problem+json")
          #expect(problem["code"]?.string == code)
          #expect(problem["errors"]?[0]?["pointer"]?.string == pointer)
        }
        #expect(try await world.count() == 0)
      }
    }
  }

  @Test func namesThatAreNearlyRightAreSuggested() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let answer = try await client.post("/export", json: #"{"content": "x", "format": "tekst"}"#)
        #expect(answer.text.contains("Did you mean 'text'?"))
        let list = try await client.get("/api/v3/exports?state=queued")
        #expect(list.status == .badRequest)
        #expect(list.text.contains("status"))
      }
    }
  }

  @Test func oneKeyMakesOneExport() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let body = #"{"content": "x", "format": "text"}"#
        func send(_ body: String) async throws -> TestResponse {
          try await client.post(
            "/export", fields: ["Content-Type": "application/json", "Idempotency-Key": "\"a\""],
            body: Array(body.utf8))
        }
        let first = try await send(body)
        let second = try await send(body)
        #expect(first.fields["location"] == second.fields["location"])
        #expect(second.fields["idempotency-replayed"] == "true")
        #expect(try await send(body + " ").status == .unprocessableContent)
        #expect(try await world.count() == 1)
      }
    }
  }

  @Test func pagesOfOtherSitesChangeNothing() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        for fields in [["Origin": "https://evil.example"], ["Sec-Fetch-Site": "cross-site"]] as [HTTPFields] {
          var fields = fields
          fields["Content-Type"] = "application/json"
          let answer = try await client.post(
            "/export", fields: fields, body: Array(#"{"content": "x", "format": "text"}"#.utf8))
          #expect(answer.status == .forbidden)
        }
        let own = try await client.post(
          "/export", fields: ["Content-Type": "application/json", "Origin": "http://localhost"],
          body: Array(#"{"content": "x", "format": "text"}"#.utf8))
        #expect(own.status == .accepted)
        #expect(try await world.count() == 1)
      }
    }
  }

  @Test func aClientThatComesBackMissesNoEvent() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let made = try await client.post("/export?wait=10s", json: #"{"content": "x", "format": "text"}"#)
        let id = try #require(made.fields["x-export-id"])
        let all = try await client.get("/api/v3/exports/\(id)/events")
        #expect(all.fields["content-type"] == "text/event-stream")
        #expect(all.text.contains("id: 1\nevent: job_submitted\n"))
        #expect(all.text.contains("id: 3\nevent: job_completed\n"))
        let rest = try await client.get("/api/v3/exports/\(id)/events", fields: ["Last-Event-ID": "2"])
        #expect(!rest.text.contains("job_started"))
        #expect(rest.text.contains("job_completed"))
      }
    }
  }

  @Test func aBatchComesAsOneArchive() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let made = try await client.post(
          "/api/v3/batches",
          json: #"""
            {"name": "two", "items": [{"content": "a", "format": "text", "title": "First"},
              {"content": "b", "format": "html", "title": "Second"}]}
            """#)
        #expect(made.status == .accepted)
        let batch = try JSONValue(parsing: made.body)
        let id = try #require(batch["id"]?.string)
        for job in try #require(batch["exports"]?.array) {
          _ = try await world.jobs.wait(for: try #require(job.string), tenant: "local", atMost: .seconds(10))
        }
        let status = try JSONValue(parsing: try await client.get("/api/v3/batches/\(id)").body)
        #expect(status["status"]?.string == "completed")
        #expect(status["items"]?.array?.count == 2)
        let archive = try await client.get("/api/v3/batches/\(id)/download")
        let lines = try Judge.lines(
          ofPython: """
            import sys, zipfile, io
            archive = zipfile.ZipFile(io.BytesIO(open(sys.argv[1], 'rb').read()))
            for name in archive.namelist(): print(name, archive.read(name).decode())
            """, input: archive.body)
        #expect(lines == ["0000-First.text a", "0001-Second.html b"])
        let refused = try await client.post(
          "/api/v3/batches",
          json: #"{"items": [{"content": "x", "format": "text"}, {"content": "wrong", "format": "text"}]}"#)
        #expect(
          try JSONValue(parsing: refused.body)["errors"]?[0]?["pointer"]?.string
            == "/items/1/content/sections/2/heading")
        let loud = try await client.post(
          "/api/v3/batches",
          json: #"{"items": [{"content": "x", "format": "text", "options": {"theme": "loud"}}]}"#)
        #expect(try JSONValue(parsing: loud.body)["errors"]?[0]?["pointer"]?.string == "/items/0/options/theme")
        #expect(try await world.count() == 2)
      }
    }
  }

  @Test func aConversionLeavesNoRecord() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let file = try await client.post(
          "/convert?to=html", fields: ["Content-Type": "text/plain"], body: Array("x".utf8))
        #expect(file.status == .ok)
        #expect(file.text == "x")
        #expect(file.fields["content-type"] == "text/html")
        #expect(try await client.post("/convert", body: [1]).status == .badRequest)
        for (parameter, code) in [("theme=loud", "theme_unknown"), ("thme=plain", "option_unknown")] {
          let refused = try await client.post(
            "/convert?to=html&" + parameter, fields: ["Content-Type": "text/plain"], body: Array("x".utf8))
          let problem = try JSONValue(parsing: refused.body)
          #expect(refused.status.code == 422 && problem["code"]?.string == code)
          #expect(problem["errors"]?[0]?["pointer"]?.string == "/" + parameter.prefix { $0 != "=" })
        }
        let formats = try JSONValue(parsing: try await client.get("/formats").body)["formats"]?[0]
        #expect(formats?["options"]?.array?.compactMap(\.string) == ["theme", "language"])
        #expect(try await world.count() == 0)
      }
    }
  }

  @Test func withoutAKeyNothingIsShown() async throws {
    try await ExportAPIWorld.with(login: true) { world in
      try await world.application.test(.inProcess) { client in
        for path in ["/api/v3/exports", "/formats", "/statistics", "/export/x/status"] {
          let answer = try await client.get(path)
          #expect(answer.status == .unauthorized)
          #expect(answer.fields["www-authenticate"]?.hasPrefix("Bearer") == true)
        }
        #expect(try await client.get("/formats", fields: ["X-API-Key": "eia_nonsense"]).status == .unauthorized)
      }
    }
  }

  @Test func rolesAndTenantsAreKeptApart() async throws {
    try await ExportAPIWorld.with(login: true) { world in
      func key(_ tenant: String, _ role: Role) async throws -> HTTPFields {
        let text = try await world.identity.makeKey("\(role)", tenant: tenant, role: role, by: "test").text
        return ["Authorization": "Bearer \(text)", "Content-Type": "application/json"]
      }
      let (editor, viewer) = (try await key("acme", .editor), try await key("acme", .viewer))
      let (chief, stranger) = (try await key("acme", .operator), try await key("other", .admin))
      let body = Array(#"{"content": "x", "format": "text"}"#.utf8)
      try await world.application.test(.inProcess) { client in
        let made = try await client.post("/export?wait=10s", fields: editor, body: body)
        let id = try #require(made.fields["x-export-id"])
        #expect(try await client.post("/export", fields: viewer, body: body).status == .forbidden)
        #expect(try await client.get("/api/v3/exports/\(id)", fields: viewer).status == .ok)
        for path in ["", "/download", "/history", "/events"] {
          let answer = try await client.get("/api/v3/exports/\(id)\(path)", fields: stranger)
          #expect(answer.status == .notFound, "another tenant does not learn that it is there")
        }
        #expect(try await client.send(.delete, "/export/\(id)", fields: stranger).status == .notFound)
        #expect(try await client.get("/api/v3/exports", fields: stranger).text == #"{"exports":[]}"#)
        #expect(try await client.send(.delete, "/export/\(id)", fields: viewer).status == .forbidden)
        #expect(try await client.get("/api/v3/keys", fields: chief).status == .forbidden)
        #expect(try await client.send(.delete, "/export/\(id)", fields: chief).status == .ok)
      }
    }
  }

  @Test func usersLogInAndOut() async throws {
    try await ExportAPIWorld.with(login: true) { world in
      let password = "correct horse battery"
      try await world.identity.makeUser("root", tenant: "main", role: .admin, password: password)
      try await world.application.test(.inProcess) { client in
        func login(_ name: String, _ password: String) async throws -> TestResponse {
          try await client.post("/api/v3/login", json: #"{"name": "\#(name)", "password": "\#(password)"}"#)
        }
        func fields(_ answer: TestResponse) throws -> HTTPFields {
          [
            "X-API-Key": try #require(try JSONValue(parsing: answer.body)["key"]?.string),
            "Content-Type": "application/json",
          ]
        }
        #expect(try await login("root", "wrong").status == .unauthorized)
        let root = try fields(try await login("root", password))
        let made = try await client.post(
          "/api/v3/users", fields: root, body: Array(#"{"name": "ada", "password": "\#(password)"}"#.utf8))
        #expect(made.status == .created)
        let ada = try fields(try await login("ada", password))
        #expect(
          try JSONValue(parsing: try await client.get("/api/v3/me", fields: ada).body)["role"]?.string == "editor")
        #expect(try await client.get("/api/v3/users", fields: ada).status == .forbidden)
        let export = try await client.post(
          "/export", fields: ada, body: Array(#"{"content": "x", "format": "text"}"#.utf8))
        #expect(export.status == .accepted)
        #expect(
          try await client.send(.patch, "/api/v3/users/ada", fields: root, body: Array(#"{"role": "viewer"}"#.utf8))
            .status == .noContent)
        #expect(try await client.get("/api/v3/me", fields: ada).status == .unauthorized)
        #expect(try await client.send(.delete, "/api/v3/users/root", fields: root).status == .conflict)
        #expect(try await client.post("/api/v3/logout", fields: root).status == .noContent)
        #expect(try await client.get("/api/v3/me", fields: root).status == .unauthorized)
      }
    }
  }

  @Test func theFirstAdministratorIsMadeOnce() async throws {
    try await ExportAPIWorld.with(login: true) { world in
      let code = try #require(try await world.identity.setupCode())
      try await world.application.test(.inProcess) { client in
        let body = #"{"code": "\#(code)", "name": "ada", "password": "a long password"}"#
        #expect(
          try await client.post("/setup", json: #"{"code": "x", "name": "a", "password": "b"}"#).status.code == 422)
        let made = try await client.post("/setup", json: body)
        #expect(made.status == .created)
        let key = try #require(try JSONValue(parsing: made.body)["key"]?.string)
        #expect(try await client.get("/api/v3/keys", fields: ["X-API-Key": key]).status == .ok)
        #expect(try await client.post("/setup", json: body).status == .unprocessableContent)
        #expect(try await world.identity.setupCode() == nil)
      }
    }
  }
}
