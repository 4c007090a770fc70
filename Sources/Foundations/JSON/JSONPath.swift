/// The way to the end of a well-formed beginning of a JSON text.
struct JSONPath {
  private enum Step {
    case index(Int)
    /// Where the name lies in the text, with its escapes; nil before the first.
    case name(Range<Int>?)
  }

  private var steps: [Step] = []
  private let text: UnsafeBufferPointer<UInt8>

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    var index = 0
    var lastString: Range<Int>?
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        let first = index + 1
        index = first
        while index < text.count, text[index] != UInt8(ascii: "\"") {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        lastString = first..<min(index, text.count)
      case UInt8(ascii: "{"): steps.append(.name(nil))
      case UInt8(ascii: "["): steps.append(.index(0))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = steps.popLast()
      case UInt8(ascii: ":"): if let last = steps.indices.last { steps[last] = .name(lastString) }
      case UInt8(ascii: ","): advance()
      default: break
      }
      index += 1
    }
  }

  private mutating func advance() {
    guard let last = steps.indices.last else { return }
    switch steps[last] {
    case .index(let index): steps[last] = .index(index + 1)
    case .name: steps[last] = .name(nil)
    }
  }

  /// As RFC 6901.
  var pointer: String {
    var pointer = ""
    for step in steps {
      switch step {
      case .index(let index): pointer += "/\(index)"
      case .name(nil): break
      case .name(let name?): pointer += "/" + JSONPointer.escape(decoded(name))
      }
    }
    return pointer
  }

  private func decoded(_ name: Range<Int>) -> String {
    let quoted = "\"\(String(decoding: UnsafeBufferPointer(rebasing: text[name]), as: UTF8.self))\""
    do {
      var reader = try JSONReader(quoted)
      return try reader.next() == .string ? reader.text : quoted
    } catch { return quoted }
  }
}
