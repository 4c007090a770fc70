import Configuration
import Glibc
import Testing

@testable import Composition

@Suite struct ConfigurationPageTests {
  /// The page of the documentation, found from this file.
  private func page() throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(root)/docs/configuration.md", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  @Test func theTableOfKeysIsTheOneOfTheProgram() throws {
    #expect(try page().contains(Keys.schema.markdownTable), "put the output of 'export-ia config --keys' into the page")
  }

  @Test func theFileOfThePageIsAccepted() throws {
    let text = try page()
    let start = try #require(text.firstRange(of: "```toml\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "```"))
    var path = Array("/tmp/export-ia-configuration-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    defer {
      close(descriptor)
      unlink(path)
    }
    let toml = Array(text[start.upperBound..<end.lowerBound].utf8)
    #expect(write(descriptor, toml, toml.count) == toml.count)
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let configuration = try Keys.schema.load(environment: ["EXPORT_IA_CONFIG": name])
    #expect(configuration[Keys.port] == 8000)
  }
}
