internal import Documents

/// A piece of a Word file's markup, as it stands there.
struct WordNode {
  /// With the prefix, as `w:p`; empty for text, comments and instructions.
  var name: String
  /// The start tag, or all of what is no element.
  var start: [UInt8]
  var end: [UInt8]
  var children: [WordNode]
  /// Of a run that holds one tag and nothing else.
  var tag: TemplateTag?
  /// In it and below.
  var tagCount: Int

  init(name: String, start: [UInt8], end: [UInt8] = [], children: [WordNode] = []) {
    self.name = name
    self.start = start
    self.end = end
    self.children = children
    tagCount = children.reduce(0) { $0 + $1.tagCount }
  }

  static func text(_ bytes: [UInt8]) -> WordNode { WordNode(name: "", start: bytes) }

  /// The same run with one tag as its text.
  func holding(_ tag: TemplateTag, _ properties: [WordNode]) -> WordNode {
    var node = WordNode(name: name, start: start, end: end, children: properties)
    if start.suffix(2).elementsEqual("/>".utf8) {
      node.start = start.dropLast(2) + Array(">".utf8)
      node.end = Array("</\(name)>".utf8)
    }
    node.tag = tag
    node.tagCount = 1
    return node
  }

  mutating func count() {
    guard tag == nil else { return }
    tagCount = children.reduce(0) { $0 + $1.tagCount }
  }

  func append(to bytes: inout [UInt8]) {
    bytes += start
    for child in children { child.append(to: &bytes) }
    bytes += end
  }

  func has(_ wanted: (String) -> Bool) -> Bool {
    wanted(name) || children.contains { $0.has(wanted) }
  }

  /// The tags in it, in their order.
  func gather(_ tags: inout [TemplateTag]) {
    guard tagCount > 0 else { return }
    if let tag { tags.append(tag) }
    for child in children { child.gather(&tags) }
  }

  /// Takes the tag with this number out, with its run.
  mutating func removeTag(_ number: Int) {
    var before = 0
    for index in children.indices {
      let count = children[index].tagCount
      guard number < before + count else {
        before += count
        continue
      }
      if children[index].tag != nil {
        children.remove(at: index)
      } else {
        children[index].removeTag(number - before)
      }
      tagCount -= 1
      return
    }
  }
}
