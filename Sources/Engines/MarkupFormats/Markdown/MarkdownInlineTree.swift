internal import Documents

/// The inlines of one leaf, kept while other leaves are read.
struct MarkdownInlineTree {
  let nodes: [MarkdownInlines.Node]
  let strings: [String]
  let targets: [MarkdownInlines.Target]
  let attributes: [Attributes]
  let text: UnsafeBufferPointer<UInt8>

  init(_ inlines: MarkdownInlines, _ text: UnsafeBufferPointer<UInt8>) {
    nodes = inlines.nodes
    strings = inlines.strings
    targets = inlines.targets
    attributes = inlines.attributes
    self.text = text
  }
}
