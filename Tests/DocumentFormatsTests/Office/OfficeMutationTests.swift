import Archives
import ByteIO
import DocumentFormats
import Documents
import Testing

/// Files whose values somebody changed: they are read or refused, and what is read can be written.
struct OfficeMutationTests {
  /// A fixed sequence, so that every run is the same.
  private struct Sequence {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(bound, 1)))
    }
  }

  private static let values = [
    "", "-1", "0", "1", "7", "99999999999999999999", "2147483647", "9223372036854775807", "-9223372036854775808", "inf",
    "nan", "1e400", "x", "true", "-0.5", "#", "9e9",
  ]

  /// The parts of an archive, one of them changed.
  private static func changed(_ file: [UInt8], _ part: String, _ sequence: inout Sequence) throws -> [UInt8] {
    let archive = try ZIPReader(file)
    let sink = MemorySink()
    let zip = ZIPWriter(to: sink)
    for entry in archive.entries where !entry.name.hasSuffix("/") {
      var bytes = try archive.bytes(entry)
      if entry.name == part { bytes = mutated(bytes, &sequence) }
      try zip.add(entry.name, bytes)
    }
    try zip.finish()
    return sink.bytes
  }

  /// Other values in some attributes: the markup stays well-formed.
  private static func mutated(_ bytes: [UInt8], _ sequence: inout Sequence) -> [UInt8] {
    let places = bytes.indices.filter { bytes[$0] == 0x22 && $0 > 0 && bytes[$0 - 1] == 0x3D }
    guard !places.isEmpty else { return bytes }
    var bytes = bytes
    for _ in 0..<8 {
      let start = places[sequence.next(places.count)] + 1
      guard start < bytes.count, bytes[start - 1] == 0x22, let end = bytes[start...].firstIndex(of: 0x22) else {
        continue
      }
      // Names of namespaces stay, or nothing would be read at all.
      if bytes[start..<end].starts(with: Array("http".utf8)) || bytes[start..<end].starts(with: Array("urn".utf8)) {
        continue
      }
      bytes.replaceSubrange(start..<end, with: Array(values[sequence.next(values.count)].utf8))
      break
    }
    return bytes
  }

  @Test(arguments: [
    (DocumentFormat.docx, "word/document.xml"), (.docx, "word/styles.xml"), (.docx, "word/numbering.xml"),
    (.docx, "word/_rels/document.xml.rels"), (.docx, "word/charts/chart1.xml"), (.odt, "content.xml"),
    (.odt, "styles.xml"), (.odt, "Object 4/content.xml"),
  ])
  func changedValuesAreReadOrRefused(_ format: DocumentFormat, _ part: String) throws {
    let writer = try FormatRegistry.standard.writer(for: format)
    let reader = try FormatRegistry.standard.reader(for: format)
    let file = try writer.bytes(OfficeSample.document).bytes
    var sequence = Sequence(state: UInt64(part.utf8.count))
    var read = 0
    for _ in 0..<12 {
      let bytes = try Self.changed(file, part, &sequence)
      do {
        let document = try reader.read(bytes).document
        let again = try reader.read(writer.bytes(document).bytes).document
        #expect(again.wordCount * 10 > document.wordCount * 8)
        read += 1
      } catch let error as DocumentError {
        #expect(!error.message.isEmpty)
      }
    }
    #expect(read > 0)
  }
}
