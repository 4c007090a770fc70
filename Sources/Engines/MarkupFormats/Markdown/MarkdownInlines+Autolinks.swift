extension MarkdownInlines {
  /// An address that begins with `www.` or a scheme, as GitHub recognises it.
  mutating func autolink(_ first: UInt8) -> Bool {
    first == UInt8(ascii: ":") ? schemeLink() : wwwLink()
  }

  private mutating func wwwLink() -> Bool {
    let start = position
    if start > 0 {
      let before = text[start - 1]
      guard MarkdownBlocks.isSpace(before) || "*_~(".utf8.contains(before) else { return false }
    }
    guard text.count - start >= 4, text[start + 1] == UInt8(ascii: "w"), text[start + 2] == UInt8(ascii: "w"),
      text[start + 3] == UInt8(ascii: ".")
    else { return false }
    guard let domain = domainEnd(start, allowsShort: false) else { return false }
    let end = trimmed(start, addressEnd(domain))
    guard end > start else { return false }
    addLink(start, end, prefix: "http://")
    position = end
    return true
  }

  private mutating func schemeLink() -> Bool {
    guard byte(position + 1) == UInt8(ascii: "/"), byte(position + 2) == UInt8(ascii: "/") else { return false }
    var start = position
    while start > 0, MarkdownBlocks.isLetter(text[start - 1]) { start -= 1 }
    let scheme = String(decoding: text[start..<position], as: UTF8.self).lowercased()
    guard ["http", "https", "ftp"].contains(scheme) else { return false }
    let host = position + 3
    guard MarkdownBlocks.isLetter(byte(host)) || byte(host) &- 0x30 < 10 else { return false }
    guard let domain = domainEnd(host, allowsShort: true), domain > host else { return false }
    let end = trimmed(position, addressEnd(domain))
    guard end > position else { return false }
    // The scheme was taken for text before its colon was seen.
    var length = position - start
    while length > 0 {
      let last = nodes[0].lastChild
      guard last >= 0, nodes[Int(last)].kind == .text, nodes[Int(last)].end > nodes[Int(last)].start else {
        return false
      }
      let taken = min(length, nodes[Int(last)].end - nodes[Int(last)].start)
      nodes[Int(last)].end -= taken
      length -= taken
      if nodes[Int(last)].end == nodes[Int(last)].start { unlink(last) }
    }
    addLink(start, end, prefix: "")
    position = end
    return true
  }

  private mutating func addLink(_ start: Int, _ end: Int, prefix: String) {
    targets.append(Target(destination: prefix + MarkdownScan.unescaped(text, start..<end)))
    let link = add(Node(kind: .link, payload: Int32(targets.count - 1)))
    add(Node(kind: .text, start: start, end: end, payload: 0), to: link)
  }

  private func domainEnd(_ start: Int, allowsShort: Bool) -> Int? {
    var dots = 0
    var underscoresBefore = 0
    var underscores = 0
    var index = start + 1
    while index < text.count - 1 {
      let byte = text[index]
      if byte == UInt8(ascii: "_") {
        underscores += 1
      } else if byte == UInt8(ascii: ".") {
        underscoresBefore = underscores
        underscores = 0
        dots += 1
      } else if byte != UInt8(ascii: "-") {
        if byte < 0x80 {
          if MarkdownBlocks.isSpace(byte) || MarkdownScan.isPunctuation(byte) { break }
        } else if byte & 0xC0 != 0x80, let scalar = scalarAt(index), Self.endsHost(scalar) {
          break
        }
      }
      index += 1
    }
    if underscores > 0 || underscoresBefore > 0, dots <= 10 { return nil }
    return allowsShort || dots > 0 ? index : nil
  }

  private func addressEnd(_ start: Int) -> Int {
    var end = start
    while end < text.count, !MarkdownBlocks.isSpace(text[end]), text[end] != UInt8(ascii: "<") { end += 1 }
    return end
  }

  /// Without the punctuation that ends a sentence rather than an address.
  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    if let angle = text[start..<end].firstIndex(of: UInt8(ascii: "<")) { end = angle }
    while end > start {
      let last = text[end - 1]
      if "?!.,:*_~'\"".utf8.contains(last) {
        end -= 1
      } else if last == UInt8(ascii: ";") {
        var name = end - 2
        while name > start, MarkdownBlocks.isLetter(text[name]) { name -= 1 }
        end = name < end - 2 && text[name] == UInt8(ascii: "&") ? name : end - 1
      } else if last == UInt8(ascii: ")") {
        var opening = 0
        var closing = 0
        for byte in text[start..<end] {
          if byte == UInt8(ascii: "(") { opening += 1 }
          if byte == UInt8(ascii: ")") { closing += 1 }
        }
        guard closing > opening else { return end }
        end -= 1
      } else {
        return end
      }
    }
    return end
  }
}
