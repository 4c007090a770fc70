import Glibc
import HTTPClient
import HTTPMessage

/// A server of its own process, written in Python, so that it shares no mistake with the client.
final class ScenarioServer: Sendable {
  struct Failure: Error { let message: String }

  /// For scenarios that leave no trace, or count under a key of their own.
  static let shared = Result { try ScenarioServer() }

  let address: String
  private let process: pid_t
  private let input: CInt

  /// - Parameter arguments: see scenario-server.py.
  init(_ arguments: [String] = []) throws {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    var (toChild, fromChild): ([CInt], [CInt]) = ([0, 0], [0, 0])
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw Failure(message: "no pipe") }
    for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let words = ["python3", "/\(folder)/scenario-server.py"] + arguments
    var pointers = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child: pid_t = 0
    let status = posix_spawnp(&child, "python3", &actions, nil, &pointers, environ)
    close(toChild[0])
    close(fromChild[1])
    defer { close(fromChild[0]) }
    guard status == 0 else { throw Failure(message: "python3 does not start: \(status)") }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(fromChild[0], &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    guard !line.isEmpty else { throw Failure(message: "the scenario server does not start") }
    address = String(decoding: line, as: UTF8.self)
    process = child
    input = toChild[1]
  }

  deinit {
    close(input)
    kill(process, SIGTERM)
    var status: CInt = 0
    waitpid(process, &status, 0)
  }

  func url(_ path: String, scheme: String = "http", host: String = "127.0.0.1") -> String {
    "\(scheme)://\(host):\(address)\(path)"
  }

  static func url(_ path: String) throws -> String {
    try shared.get().url(path)
  }

  /// How often requests with that key came.
  static func count(_ key: String, _ client: HTTPClient) async throws -> Int {
    let text = try await client.send(ClientRequest(.get, url("/count?of=\(key)"))).body.text()
    return Int(text) ?? -1
  }
}

extension HTTPClient {
  /// A client that may connect to this machine.
  static func local(_ change: (inout HTTPClientSettings) -> Void = { _ in }) throws -> HTTPClient {
    var settings = HTTPClientSettings()
    settings.egress = .everywhere
    settings.retry = .never
    change(&settings)
    return try HTTPClient(settings)
  }
}

/// The error that the body throws, `nil` when it throws none.
func failure(_ body: () async throws -> Void) async -> HTTPClientError.Code? {
  do {
    try await body()
    return nil
  } catch {
    return (error as? HTTPClientError)?.code
  }
}

func uniqueKey() -> String { "k\(UInt64.random(in: .min ... .max))" }
