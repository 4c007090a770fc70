import Configuration
import Judging
import Threads

@testable import Composition

/// The whole service as `export-ia serve` starts it, on a port and with data of its own.
struct ServedWorld: Sendable {
  let address: String
  let folder: TemporaryFolder
  /// With what the first administrator is made, where a login is needed.
  let setupCode: String?

  /// - Parameter tls: serves with a certificate that only `certificate.pem` in the folder vouches for.
  static func with(
    login: Bool = false, tls: Bool = false, _ body: (ServedWorld) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    var environment = [
      "EXPORT_IA_HTTP_PORT": "0", "EXPORT_IA_HTTP_LOCAL": login ? "false" : "true",
      "EXPORT_IA_DATA_FOLDER": folder.file("data"), "EXPORT_IA_LOG_LEVEL": "error",
    ]
    if tls {
      let made = try Judge.run([
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder.file("key.pem"), "-out",
        folder.file("certificate.pem"),
      ])
      guard made.status == 0 else { throw FaultyServer.Failure(what: made.output) }
      environment["EXPORT_IA_HTTP_CERTIFICATE"] = folder.file("certificate.pem")
      environment["EXPORT_IA_HTTP_CERTIFICATE_KEY"] = folder.file("key.pem")
    }
    let settings = Settings(configuration: try Keys.schema.load(environment: environment, folder: folder.path))
    let service = try await Service.start(settings)
    do {
      try await body(
        ServedWorld(address: service.places.first ?? "", folder: folder, setupCode: service.setupCode))
    } catch {
      await service.stop()
      throw error
    }
    await service.stop()
  }

  /// Runs a program to its end without holding a thread of the tasks.
  func run(_ command: [String]) async throws -> Judge.Verdict {
    try await withCheckedThrowingContinuation { continuation in
      _ = PlatformThread.start(name: "program") {
        continuation.resume(with: Result { try Judge.run(command) })
      }
    }
  }
}
