import Configuration
import JSON
import Testing

@Suite struct LoadingTests {
  private typealias Keys = SampleKeys

  @Test func defaultsHold() throws {
    let configuration = try Keys.schema.load(folder: "/nonexistent")
    #expect(configuration[Keys.port] == 8000)
    #expect(configuration[Keys.timeout] == .seconds(60))
    #expect(configuration[Keys.networks] == ["lan"])
    #expect(configuration[Keys.token] == nil)
    #expect(configuration.source(of: Keys.port) == .builtIn)
    #expect(configuration.file == nil)
  }

  @Test func flagsWinOverEnvironmentOverFileOverDefaults() async throws {
    let folder = Folder()
    let file = folder.write(
      """
      [http]
      port = 1001
      address = "file"
      body-limit = "1MiB"
      """)
    let environment = ["EXPORT_IA_HTTP_PORT": "1002", "EXPORT_IA_HTTP_ADDRESS": "environment"]
    let configuration = try Keys.schema.load(
      occurrences: await Keys.occurrences(["--port", "1003"]), environment: environment, folder: folder.path)
    #expect(configuration[Keys.port] == 1003)
    #expect(configuration.source(of: Keys.port) == .flag(name: "--port"))
    #expect(configuration[Keys.address] == "environment")
    #expect(configuration.source(of: Keys.address) == .environment(name: "EXPORT_IA_HTTP_ADDRESS"))
    #expect(configuration[Keys.body] == 1 << 20)
    #expect(configuration.source(of: Keys.body) == .file(path: file, line: 4))
    #expect(configuration[Keys.compress])
    #expect(configuration.file == file)
  }

  @Test func everyFormOfEveryType() async throws {
    let folder = Folder()
    folder.write(
      """
      net.allow = [ "10.0.0.0/8", # private
        'fd00::/8', ]
      [http]
      body-limit = 4096
      idle-timeout = "1m30s"
      compress = false
      [log]
      level = "debug"
      [trace]
      ratio = 1
      """)
    let configuration = try Keys.schema.load(folder: folder.path)
    #expect(configuration[Keys.body] == 4096)
    #expect(configuration[Keys.networks] == ["10.0.0.0/8", "fd00::/8"])
    #expect(configuration[Keys.timeout] == .seconds(90))
    #expect(!configuration[Keys.compress])
    #expect(configuration[Keys.level] == .debug)
    #expect(configuration[Keys.ratio] == 1)

    let flags = try Keys.schema.load(
      occurrences: await Keys.occurrences([
        "--net-allow", "a", "--net-allow=b,c", "--http-compress=false", "-p", "1", "--trace-ratio", "0.5",
      ]), folder: "/nonexistent")
    #expect(flags[Keys.networks] == ["a", "b", "c"])
    #expect(!flags[Keys.compress])
    #expect(flags[Keys.port] == 1)
    #expect(flags.source(of: Keys.port) == .flag(name: "-p"))
    #expect(flags[Keys.ratio] == 0.5)
  }

  @Test func fileCanBeNamed() async throws {
    let folder = Folder()
    let usual = folder.write("http.port = 1")
    let named = folder.write("http.port = 2", to: "other.toml")
    let byVariable = try Keys.schema.load(environment: ["EXPORT_IA_CONFIG": named], folder: folder.path)
    #expect(byVariable[Keys.port] == 2)
    let byFlag = try Keys.schema.load(
      occurrences: await Keys.occurrences(["--config", usual]), environment: ["EXPORT_IA_CONFIG": named], folder: "")
    #expect(byFlag[Keys.port] == 1)
    let missing = #expect(throws: ConfigurationError.self) {
      try Keys.schema.load(environment: ["EXPORT_IA_CONFIG": "/nonexistent/x.toml"])
    }
    #expect(
      missing?.problems.map(\.description) == [
        "EXPORT_IA_CONFIG: the file '/nonexistent/x.toml' cannot be read: No such file or directory"
      ])
  }

  @Test func secretsComeFromFiles() throws {
    let folder = Folder()
    let secret = folder.write("s3cret\n", to: "token")
    let configuration = try Keys.schema.load(
      environment: ["EXPORT_IA_ADMIN_TOKEN_FILE": secret], folder: "/nonexistent")
    #expect(configuration[Keys.token] == "s3cret")
    #expect(configuration.source(of: Keys.token) == .secretFile(path: secret, variable: "EXPORT_IA_ADMIN_TOKEN_FILE"))
  }

  /// Everything at once: nobody wants to mend one mistake after the other.
  @Test func allMistakesAreReportedTogether() async throws {
    let folder = Folder()
    let file = folder.write(
      """
      colour = "blue"
      [http]
      prot = 80
      port = "80"
      compress = "yes"
      body-limit = "10 MB"
      [admin]
      token = ""
      pin = 12
      [net]
      allow = ["a,b"]
      """)
    let error = await #expect(throws: ConfigurationError.self) {
      try Keys.schema.load(
        occurrences: await Keys.occurrences(["--port=0", "--log-level", "loud"]),
        environment: [
          "EXPORT_IA_HTTP_PROT": "80", "EXPORT_IA_TRACE_RATIO": "2", "EXPORT_IA_DATABASE_URL": "",
          "EXPORT_IA_ADMIN_TOKEN": "", "EXPORT_IA_ADMIN_TOKEN_FILE": "/nonexistent", "EXPORT_IA_HTTP_PORT_FILE": "/x",
          "EXPORT_IA_ADMIN_PIN": "123456", "EXPORT_IA_NOTHING_LIKE_IT": "x",
        ], folder: folder.path)
    }
    #expect(
      error?.problems.map(\.description) == [
        "\(file):1: unknown key 'colour'",
        "\(file):3: unknown key 'http.prot'; did you mean 'http.port'?",
        "\(file):4: 'http.port' is a string, but has to be an integer: an integer from 1 to 65535",
        "\(file):5: 'http.compress' is a string, but has to be a boolean: true or false",
        "\(file):6: 'http.body-limit' is '10 MB', but has to be a size such as 512KiB, 10MiB or 2GB from 1 to 1TiB",
        "\(file):9: 'admin.pin' is '•••', but has to be an integer from 1000 to 9999",
        "\(file):11: 'net.allow': an element of the list holds a comma",
        "EXPORT_IA_ADMIN_PIN: 'admin.pin' is '•••', but has to be an integer from 1000 to 9999",
        "EXPORT_IA_ADMIN_TOKEN_FILE: EXPORT_IA_ADMIN_TOKEN is set as well; only one of the two may be",
        "EXPORT_IA_HTTP_PORT_FILE: there is no such setting; did you mean EXPORT_IA_HTTP_PORT?",
        "EXPORT_IA_HTTP_PROT: there is no such setting; did you mean EXPORT_IA_HTTP_PORT?",
        "EXPORT_IA_NOTHING_LIKE_IT: there is no such setting",
        "EXPORT_IA_TRACE_RATIO: 'trace.ratio' is '2', but has to be a number from 0.0 to 1.0",
        "--port: 'http.port' is '0', but has to be an integer from 1 to 65535",
        "--log-level: 'log.level' is 'loud', but has to be debug, info or error",
      ])
    #expect(error?.description.hasPrefix("the configuration is wrong in 15 places:\n  \(file):1: ") == true)
  }

  @Test func foreignVariablesAreLeftAlone() throws {
    let configuration = try Keys.schema.load(
      environment: [
        "EXPORT_IA_TEST_POSTGRES_URL": "x", "EXPORT_IA_LONG_TESTS": "1", "EXPORT_IA_BENCH_BIN": "x", "PATH": "/bin",
        "EXPORT_IATRIC": "x", "EXPORT_IA_SERVICE_HOST": "10.0.0.1", "EXPORT_IA_SERVICE_PORT": "8000",
        "EXPORT_IA_SERVICE_PORT_HTTP": "8000", "EXPORT_IA_PORT": "tcp://10.0.0.1:8000",
        "EXPORT_IA_PORT_8000_TCP": "tcp://10.0.0.1:8000", "EXPORT_IA_PORT_8000_TCP_PROTO": "tcp",
        "EXPORT_IA_PORT_8000_TCP_PORT": "8000", "EXPORT_IA_PORT_8000_TCP_ADDR": "10.0.0.1",
        "EXPORT_IA_WORKER_SERVICE_HOST": "10.0.0.2", "EXPORT_IA_WORKER_PORT": "tcp://10.0.0.2:1",
      ], folder: "/nonexistent")
    #expect(configuration.entries.allSatisfy { $0.source == .builtIn })
    #expect(throws: ConfigurationError.self) { try Keys.schema.load(environment: ["EXPORT_IA_PORT": "80"]) }
    #expect(throws: ConfigurationError.self) { try Keys.schema.load(environment: ["EXPORT_IA_PORT_TCP": "80"]) }
  }

  @Test(arguments: [
    ("postgres://app:pw@db/x?sslmode=require", "postgres://app:•••@db/x?sslmode=require"),
    ("postgres://app@db/x", "postgres://app@db/x"),
    ("postgres://db/x", "postgres://db/x"),
    ("postgres://app:p@w@db/x", "postgres://app:•••@db/x"),
    ("postgres://app:p/w@db/x", "postgres://app:•••@db/x"),
    ("postgres://:pw@db", "postgres://:•••@db"),
    ("postgres://db/x?password=pw&sslmode=prefer&user=u", "postgres://db/x?password=•••&sslmode=prefer&user=•••"),
    ("redis://db#pw:x@y", "redis://db#pw:•••@y"),
    ("host=db password=pw", "•••"),
    ("./data/x.sqlite", "./data/x.sqlite"),
  ])
  func passwordsInURLsAreHidden(_ url: String, _ shown: String) throws {
    let configuration = try Keys.schema.load(
      environment: ["EXPORT_IA_DATABASE_URL": url, "EXPORT_IA_ADMIN_TOKEN": "s3cret", "EXPORT_IA_ADMIN_PIN": "4711"],
      folder: "/nonexistent")
    #expect(configuration[Keys.database] == url)
    let everything = configuration.lines.joined(separator: "\n") + configuration.json.description
    #expect(configuration.json["database.url"]?["value"] == .string(shown))
    #expect(configuration.json["admin.pin"]?["value"] == "•••")
    #expect(configuration.json["tls.certificate"]?["value"] == .null)
    #expect(!everything.contains("s3cret") && !everything.contains("4711"))
    #expect(shown == url || !everything.contains(url))
  }

  @Test func effectiveValuesAreShownWithTheirSource() throws {
    let configuration = try Keys.schema.load(environment: ["EXPORT_IA_HTTP_PORT": "9000"], folder: "/nonexistent")
    #expect(configuration.lines[0] == "http.port          9000       EXPORT_IA_HTTP_PORT")
    #expect(configuration.lines[2] == "http.body-limit    10MiB      default")
    #expect(configuration.lines[10] == "admin.token        -          default")
    #expect(configuration.json["http.port"] == ["value": 9000, "source": "EXPORT_IA_HTTP_PORT"])
    #expect(configuration.json["net.allow"]?["value"] == ["lan"])
  }

  @Test func documentationListsEveryKey() {
    let table = Keys.schema.markdownTable.split(separator: "\n")
    #expect(table.count == Keys.schema.keys.count + 2)
    #expect(
      table[2]
        == "| `http.port` | `8000` | an integer from 1 to 65535 | `--http-port` `--port` `-p` | `EXPORT_IA_HTTP_PORT` | The port |"
    )
  }
}
