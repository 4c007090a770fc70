import Judging
import Testing

/// The Python SDK: its own tests against the whole service, its types, and its examples word for word.
@Suite struct PythonSDKTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  private static let folder = root + "/sdk/python"

  @Test func itsTestsPass() async throws {
    try await ServedWorld.with { world in
      let verdict = try await world.run([
        "env", "EXPORT_IA_SERVER=\(world.address)", "PYTHONPATH=\(Self.folder)/src:\(Self.folder)",
        "PYTHONDONTWRITEBYTECODE=1", "python3", "-W", "error", "-m", "unittest", "discover", "-t", Self.folder, "-s",
        Self.folder + "/tests",
      ])
      #expect(verdict.status == 0, "\(verdict.output)")
      #expect(verdict.output.contains("Ran ") && !verdict.output.contains("Ran 0 tests"))
    }
  }

  @Test func itChecksCertificates() async throws {
    try await ServedWorld.with(tls: true) { world in
      let program = """
        import ssl, sys
        from export_ia_sdk import ConnectionFailed, RetryPolicy, create_client
        try:
            create_client(sys.argv[1], retry=RetryPolicy(attempts=1)).formats()
            sys.exit("a stranger's certificate was taken")
        except ConnectionFailed as error:
            assert "certificate" in str(error).lower(), error
        client = create_client(sys.argv[1], ssl_context=ssl.create_default_context(cafile=sys.argv[2]))
        done = client.wait_for_completion(client.export_document("# A", "html").task_id)
        print(len(client.download_export(done.id)))
        """
      let path = try world.folder.write(program, to: "tls.py")
      let verdict = try await world.run([
        "env", "PYTHONPATH=\(Self.folder)/src", "PYTHONDONTWRITEBYTECODE=1", "python3", path, world.address,
        world.folder.file("certificate.pem"),
      ])
      #expect(verdict.status == 0 && (Int(verdict.output.prefix { $0 != "\n" }) ?? 0) > 0, "\(verdict.output)")
    }
  }

  @Test func itsTypesAreStrict() async throws {
    let folder = try TemporaryFolder()
    let verdict = try Judge.run(
      [
        try Judge.pythonPath(), "-m", "mypy", "--config-file", Self.folder + "/pyproject.toml", "--cache-dir",
        folder.path,
      ], in: Self.folder)
    #expect(verdict.status == 0 && verdict.output.contains("Success: no issues found"), "\(verdict.output)")
  }

  /// The examples of a page, as one program with the address of the service in place of the default.
  @Test(arguments: ["README.md", "docs/sdk.md"]) func itsExamplesRun(page: String) async throws {
    try await ServedWorld.with { world in
      let program = """
        import re, sys
        text = open(sys.argv[1], encoding="utf-8").read()
        examples = re.findall(r"^```python\\n(.*?)^```", text, re.S | re.M)
        assert examples, "no example"
        for example in examples:
            exec(compile(example.replace("http://127.0.0.1:8000", sys.argv[2]), sys.argv[1], "exec"), globals())
        print(len(examples), "examples ran")
        """
      try world.folder.write("# Report\n\nGood.\n", to: "report.md")
      let path = try world.folder.write(program, to: "run.py")
      let verdict = try await world.run([
        "env", "-C", world.folder.path, "PYTHONPATH=\(Self.folder)/src", "PYTHONDONTWRITEBYTECODE=1", "python3", "-W",
        "error", path, "\(Self.root)/\(page)", world.address,
      ])
      #expect(verdict.status == 0, "\(verdict.output)")
      #expect(verdict.output.contains("examples ran"))
      #expect(try world.folder.read("sales.pdf").starts(with: Array("%PDF-".utf8)))
    }
  }
}
