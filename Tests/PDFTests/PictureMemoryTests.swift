import Documents
import PageFormats
import Testing

/// A picture that is known from an earlier document stands in the next as if it had been read there.
struct PictureMemoryTests {
  private func letter(_ picture: [UInt8]) throws -> [UInt8] {
    var document = Document(
      metadata: Metadata(title: "Letter"),
      blocks: [.figure(Figure(Image("logo.png", alternative: "A disc")))])
    document.resources.add(Resource("logo.png", mediaType: "image/png", picture))
    return try PDFWriter().bytes(document).bytes
  }

  @Test(arguments: [Pictures.png, Pictures.opaque])
  func theBytesAreTheSame(picture: [UInt8]) throws {
    // What stands behind the end of a picture is not read: the same picture, and one that nobody has seen before.
    let unknown = picture + Array("unknown".utf8)
    let first = try letter(unknown)
    for _ in 0..<3 { #expect(try letter(unknown) == first) }
    for number in 0..<40 { #expect(try letter(picture + Array("\(number)".utf8)) == first) }
    #expect(try letter(unknown) == first)
  }
}
