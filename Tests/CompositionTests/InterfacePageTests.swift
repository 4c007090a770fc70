import CommandLineTool
import Configuration
import Glibc
import Judging
import Testing
import Threads

@testable import Composition

/// The examples of `docs/api.md`, word for word, against the service as `serve --local` starts it.
@Suite struct InterfacePageTests {
  @Test func theExamplesOfThePageRun() async throws {
    let folder = try TemporaryFolder()
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let page = try #require(fopen("/\(root)/docs/api.md", "r"))
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    let count = fread(&bytes, 1, bytes.count, page)
    fclose(page)
    let examples = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "```sh\n").dropFirst()
      .compactMap { $0.split(separator: "```").first }
    #expect(examples.count >= 5)
    let settings = Settings(
      configuration: try Keys.schema.load(
        environment: [
          "EXPORT_IA_HTTP_PORT": "0", "EXPORT_IA_HTTP_LOCAL": "true", "EXPORT_IA_DATA_FOLDER": folder.file("data"),
          "EXPORT_IA_LOG_LEVEL": "error",
        ], folder: folder.path))
    let service = try await Service.start(settings)
    let place = try #require(service.places.first)
    let script = """
      set -euo pipefail
      cd \(folder.path)
      EXPORT_IA=\(place)
      \(examples.joined(separator: "\necho; echo ---\n"))
      echo; echo "batch=$batch"
      """
    let verdict = try await withCheckedThrowingContinuation { continuation in
      _ = PlatformThread.start(name: "examples") {
        continuation.resume(with: Result { try Judge.run(["timeout", "120", "bash", "-c", script]) })
      }
    }
    await service.stop()
    #expect(verdict.status == 0, "\(verdict.output)")
    let answers = verdict.output.split(separator: "---\n").map { $0.filter { $0 != "\r" } }
    #expect(answers.first?.hasPrefix(#"[{"name":"Ada","amount":12}]"#) == true)
    #expect(answers.dropFirst().first?.contains(#""status":"completed""#) == true)
    #expect(answers.dropFirst().first?.contains(#"{"a":1,"b":2}"#) == true)
    #expect(answers.dropFirst(2).first?.contains("city\tpeople") == true)
    #expect(answers.dropFirst(3).first?.hasPrefix("1") == true, "the picture stands in the page")
    #expect(answers.dropFirst(4).first?.contains("a\n1\n2") == true)
    let options = answers.dropFirst(5).first ?? ""
    #expect(options.contains(#"{"city":"Oslo","people":7}"# + "\n" + #"{"city":"Lima","people":10}"# + "\n%PDF-"))
    #expect(options.contains("/options/where"))
    #expect(answers.dropFirst(7).first?.contains("0000-letter-Ada.txt") == true)
    #expect(answers.dropFirst(7).first?.contains("0001-letter-Grace.txt") == true)
    #expect(answers.dropFirst(8).first?.hasPrefix("Dear Ada") == true)
    #expect(answers.dropFirst(9).first?.hasPrefix("%PDF") == true)
    #expect(verdict.output.contains("batch=0"))
  }

  @Test func withoutKeysOnlyThisMachineIsServed() async throws {
    let folder = try TemporaryFolder()
    let settings = Settings(
      configuration: try Keys.schema.load(
        environment: [
          "EXPORT_IA_HTTP_HOST": "0.0.0.0", "EXPORT_IA_HTTP_PORT": "0", "EXPORT_IA_HTTP_LOCAL": "true",
          "EXPORT_IA_DATA_FOLDER": folder.file("data"), "EXPORT_IA_LOG_LEVEL": "error",
        ], folder: folder.path))
    await #expect(throws: CommandFailure.self) { try await Service.start(settings) }
  }
}
