internal import ByteIO

/// Lines with something in front of them: the indentation of lists, the signs of quotes.
final class LineOutput {
  private struct Prefix {
    /// In front of the next line only, a list's mark; then `rest`.
    var first: String?
    var rest: String
  }

  private let output: TextOutput
  private var prefixes: [Prefix] = []
  private(set) var isAtLineStart = true
  private var hasContent = false
  private var owesBlankLine = false

  init(_ output: TextOutput) {
    self.output = output
  }

  /// What is written until `pop` stands behind `rest`, and its first line behind `first`.
  func push(_ rest: String, first: String? = nil) {
    if owesBlankLine { settleBlankLine() }
    prefixes.append(Prefix(first: first, rest: rest))
  }

  /// A mark that no line used is written alone.
  func pop() {
    if let last = prefixes.last, last.first != nil { startLine() }
    if !isAtLineStart { endLine() }
    _ = prefixes.popLast()
  }

  /// Between blocks: an empty line before whatever comes next.
  func blankLine() {
    if !isAtLineStart { endLine() }
    owesBlankLine = hasContent
  }

  /// Takes `blankLine` back: what comes next is close to what was before.
  func noBlankLine() {
    if !isAtLineStart { endLine() }
    owesBlankLine = false
  }

  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for index in bytes.indices where bytes[index] == 0x0A {
        writeWithinLine(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        endLine()
        start = index + 1
      }
      writeWithinLine(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  private func writeWithinLine(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !bytes.isEmpty else { return }
    if isAtLineStart { startLine() }
    output.write(bytes)
  }

  func endLine() {
    if isAtLineStart { startLine(isEmpty: true) }
    output.write(0x0A)
    isAtLineStart = true
    hasContent = true
  }

  private func startLine(isEmpty: Bool = false) {
    if owesBlankLine { settleBlankLine() }
    var pieces = ""
    for index in prefixes.indices {
      if let first = prefixes[index].first {
        pieces += first
        prefixes[index].first = nil
      } else {
        pieces += prefixes[index].rest
      }
    }
    if isEmpty { while pieces.last == " " { pieces.removeLast() } }
    output.write(pieces)
    isAtLineStart = false
  }

  private func settleBlankLine() {
    owesBlankLine = false
    guard hasContent else { return }
    var pieces = ""
    for prefix in prefixes where prefix.first == nil { pieces += prefix.rest }
    while pieces.last == " " { pieces.removeLast() }
    output.write(pieces)
    output.write(0x0A)
  }
}
