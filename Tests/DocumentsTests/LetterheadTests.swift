import Documents
import Testing

struct LetterheadTests {
  private func document(_ quality: Quality, _ branding: Branding?) -> Document {
    var document = Document(metadata: Metadata(title: "T"), quality: quality, blocks: [.paragraph("x")])
    document.branding = branding
    document.resources.add(Resource("logo.png", [1, 2, 3]))
    return document
  }

  @Test func theCompanyStandsInFront() throws {
    let branding = Branding(
      company: "Example Trading", logo: "logo.png", address: ["Street 1", "Graz"], website: "example.org",
      email: "a@example.org")
    let head = document(.premium, branding).letterhead
    #expect(head.map(\.kind) == [.figure, .paragraph])
    guard case .figure(let figure)? = head.first else { return }
    #expect(figure.image.alternative == "Example Trading" && !figure.image.isDecorative)
    let text = head.last?.inlineRuns.first?.plainText ?? ""
    for words in ["Example Trading", "Street 1, Graz", "a@example.org · example.org"] {
      #expect(text.contains(words), "\(text)")
    }
  }

  @Test func thereIsNoneWhereNobodyAskedForOne() {
    let branding = Branding(company: "Example Trading", logo: "logo.png")
    #expect(document(.standard, branding).letterhead.isEmpty)
    #expect(document(.premium, nil).letterhead.isEmpty)
    // A picture that is not there leaves the name.
    #expect(document(.premium, Branding(company: "C", logo: "other.png")).letterhead.map(\.kind) == [.paragraph])
    var covered = document(.premium, branding)
    covered.blocks.insert(.division(Division(.cover, [])), at: 0)
    #expect(covered.letterhead.isEmpty)
  }
}
