public import Documents

/// Reads plain text: empty lines separate paragraphs.
public struct PlainTextReader: DocumentReader {
  public let format = DocumentFormat.text

  public init() {}

  public func read(_ bytes: [UInt8], options: ImportOptions, control: ExportControl) throws -> ImportResult {
    let (text, warnings) = try SourceText.decode(bytes, limits: options.limits)
    var blocks: [Block] = []
    var paragraph: [Inline] = []
    var number = 0
    var first = 0
    func end() {
      guard !paragraph.isEmpty else { return }
      blocks.append(.paragraph(Paragraph(paragraph, attributes: Attributes(origin: Origin(line: first)))))
      paragraph = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.utf8.first == 0x0C {
        end()
        blocks.append(.pageBreak(PageBreak()))
      }
      let content = line.drop { $0 == "\u{0C}" }
      if content.allSatisfy({ $0 == " " || $0 == "\t" }) {
        end()
      } else if paragraph.isEmpty {
        first = number
        paragraph = [.text(String(content))]
      } else {
        paragraph += [.softBreak, .text(String(content))]
      }
      if number % 1_000 == 0 { try control.checkpoint(.reading, done: number, of: 0) }
    }
    end()
    return ImportResult(Document(resources: options.resources, blocks: blocks), warnings: warnings)
  }
}
