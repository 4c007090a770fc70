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

  static func with(login: Bool = false, _ body: (ServedWorld) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    let settings = Settings(
      configuration: try Keys.schema.load(
        environment: [
          "EXPORT_IA_HTTP_PORT": "0", "EXPORT_IA_HTTP_LOCAL": login ? "false" : "true",
          "EXPORT_IA_DATA_FOLDER": folder.file("data"), "EXPORT_IA_LOG_LEVEL": "error",
        ], folder: folder.path))
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
