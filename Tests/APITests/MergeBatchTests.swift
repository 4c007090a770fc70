import Exports
import HTTPMessage
import HTTPServer
import JSON
import Judging
import TestSupport
import Testing

@testable import API

/// One template and the rows that fill it.
@Suite struct MergeBatchTests {
  private static func form(_ parts: [(head: String, text: String)], border: String) -> (HTTPFields, [UInt8]) {
    var text = ""
    for part in parts {
      text += "--\(border)\r\nContent-Disposition: form-data; \(part.head)\r\n\r\n\(part.text)\r\n"
    }
    return (["Content-Type": "multipart/form-data; boundary=\(border)"], Array((text + "--\(border)--\r\n").utf8))
  }

  private static let letters: [(head: String, text: String)] = [
    ("name=\"template\"; filename=\"letter.md\"", "No {{@index}}: {{name}}"),
    ("name=\"rows\"; filename=\"people.csv\"", "Ada\nGrace\n"), ("name=\"format\"", "text"),
    ("name=\"output_name\"", "for-{{name}}"), ("name=\"name\"", "letters"),
  ]

  @Test func aTableFillsATemplateRowByRow() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let (fields, body) = Self.form(Self.letters, border: "one")
        let made = try await client.post("/api/v3/batches", fields: fields, body: body)
        #expect(made.status == .accepted, "\(made.text)")
        let batch = try JSONValue(parsing: made.body)
        #expect(batch["name"]?.string == "letters")
        for job in try #require(batch["exports"]?.array) {
          _ = try await world.jobs.wait(for: try #require(job.string), tenant: "local", atMost: .seconds(10))
        }
        let archive = try await client.get("/api/v3/batches/\(try #require(batch["id"]?.string))/download")
        let lines = try Judge.lines(
          ofPython: """
            import sys, zipfile, io
            archive = zipfile.ZipFile(io.BytesIO(open(sys.argv[1], 'rb').read()))
            for name in archive.namelist(): print(name, archive.read(name).decode())
            """, input: archive.body)
        #expect(lines == ["0000-for-Ada.text No 1: Ada", "0001-for-Grace.text No 2: Grace"])
      }
    }
  }

  @Test func rowsMayBeObjectsOrATableAsText() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        for rows in [#"[{"name": "Ada"}, {"name": "Grace"}]"#, #""Ada\nGrace""#] {
          let made = try await client.post(
            "/api/v3/batches",
            json:
              #"{"template": {"content": "Dear {{name}}", "format": "text", "title": "For {{name}}"}, "rows": \#(rows)}"#
          )
          #expect(made.status == .accepted, "\(made.text)")
          let batch = try JSONValue(parsing: made.body)
          let last = try #require(batch["exports"]?[1]?.string)
          let job = try #require(try await world.jobs.wait(for: last, tenant: "local", atMost: .seconds(10)))
          #expect(job.specification.title == "For Grace")
          #expect(try await client.get("/export/\(last)/download").text == "Dear Grace")
        }
      }
    }
  }

  @Test func oneExportTakesItsValuesAsData() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let file = try await client.post(
          "/export?wait=10s", json: #"{"content": "Dear {{name}}", "data": {"name": "Ada"}, "format": "text"}"#)
        #expect(file.text == "Dear Ada")
        // Another value is another file, also where the template is the same.
        let other = try await client.post(
          "/export?wait=10s", json: #"{"content": "Dear {{name}}", "data": {"name": "Grace"}, "format": "text"}"#)
        #expect(other.text == "Dear Grace")
      }
    }
  }

  @Test(arguments: [
    (#"{"template": {"content": "{{name}}", "format": "text"}, "rows": [{"name": "a"}, {}]}"#, "/rows/1"),
    (#"{"template": {"content": "{{name}}", "format": "text"}, "rows": [{"name": "wrong"}]}"#, "/rows/0"),
    (#"{"template": {"content": "a", "format": "txt"}, "rows": [{}]}"#, "/template/format"),
    (#"{"template": {"content": "a", "format": "text"}, "rows": []}"#, "/rows"),
    (#"{"template": {"content": "a", "format": "text"}, "rows": ""}"#, "/rows"),
    (#"{"template": {"content": "a", "format": "text"}, "rows": "a", "rows_type": "text/x"}"#, "/rows"),
    (#"{"template": {"content": "a", "format": "text"}, "rows": [1]}"#, "/rows/0"),
    (#"{"template": {"content": "a", "format": "text", "data": {}}, "rows": [{}]}"#, "/template/data"),
    (#"{"template": {"content": "a", "format": "text"}}"#, "/rows"),
    (#"{"template": {"content": "a", "format": "text"}, "rows": [{}], "group_by": "a"}"#, "/group_by"),
    (#"{"items": [{"content": "a", "format": "text"}], "rows": [{}]}"#, "/rows"),
    (#"{"items": [{"content": "a", "format": "text"}], "template": {}}"#, "/items"),
    (#"{"items": [{"content": "a", "format": "text", "options": {"themes": "x"}}]}"#, "/items/0/options/themes"),
  ])
  func whatIsWrongIsNamedAndNothingIsQueued(_ body: String, _ pointer: String) async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        let answer = try await client.post("/api/v3/batches", json: body)
        #expect(answer.status == .unprocessableContent)
        let found = try JSONValue(parsing: answer.body)["errors"]?[0]?["pointer"]?.string
        #expect(found == pointer, "\(answer.text)")
        #expect(try await world.count() == 0)
      }
    }
  }

  @Test func aFormIsTheSameRequestWithAnotherBorder() async throws {
    try await ExportAPIWorld.with { world in
      try await world.application.test(.inProcess) { client in
        func send(_ parts: [(head: String, text: String)], _ border: String) async throws -> TestResponse {
          var (fields, body) = Self.form(parts, border: border)
          fields["Idempotency-Key"] = "letters"
          return try await client.post("/api/v3/batches", fields: fields, body: body)
        }
        let first = try await send(Self.letters, "one")
        let second = try await send(Self.letters, "two")
        #expect(first.fields["location"] == second.fields["location"])
        #expect(second.fields["idempotency-replayed"] == "true")
        var others = Self.letters
        others[1].text = "Ada\nEve\n"
        #expect(try await send(others, "three").status == .unprocessableContent)
        #expect(try await world.count() == 2)
      }
    }
  }

  @Test func aKeyThatIsWorkedOnIsToBeSentAgain() async throws {
    let keys = KeysInFlight()
    let key = IdempotencyKey(name: "a", fingerprint: "f")
    try await keys.alone(key, tenant: "one") {
      await #expect(throws: HTTPError.self) { try await keys.alone(key, tenant: "one") {} }
      // Of another tenant it is another key.
      try await keys.alone(key, tenant: "two") {}
      try await keys.alone(nil, tenant: "one") {}
    }
    try await keys.alone(key, tenant: "one") {}
  }
}
