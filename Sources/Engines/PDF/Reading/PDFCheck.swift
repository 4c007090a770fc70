/// Whether a file just written is what it should be, read from its bytes alone.
public struct PDFCheck {
  public enum Depth: Sendable {
    /// Cross-references, pages, fonts, the root of the structure: a few percent of the time that writing takes.
    case quick
    /// Every page's text as well, and that the structure reaches all that is marked.
    case full
  }

  private let file: FileReader
  private let depth: Depth
  /// Numbers of the objects of pages, in order.
  private var pages: [Int] = []
  /// The fonts of resources by the numbers of their objects.
  private var fonts: [Int: [String: Int]] = [:]
  private var maps: [Int: [Bool]] = [:]
  /// The numbers of marked content by page.
  private var marked: [Int: Set<Int>] = [:]

  /// - Parameters:
  ///   - pages: how many the file should have.
  ///   - isEncrypted: then its objects cannot be read, and only the cross-references are checked.
  /// - Returns: The names of the checks that the file passed; a file that does not pass throws.
  public static func passed(
    _ bytes: [UInt8], pages: Int, isEncrypted: Bool = false, depth: Depth = .quick
  ) throws(PDFError) -> [String] {
    var check = PDFCheck(file: try FileReader(bytes), depth: depth)
    try check.file.checkPlaces()
    if isEncrypted { return ["cross-references"] }
    let root = try check.file.resolved(check.file.trailer["Root"])
    try check.findPages(root, expecting: pages)
    if depth == .full { for page in check.pages { try check.readText(ofPage: page) } }
    try check.checkStructure(root)
    return ["cross-references", "pages", "fonts"] + (depth == .full ? ["text"] : []) + ["structure"]
  }

  private init(file: FileReader, depth: Depth) {
    self.file = file
    self.depth = depth
  }

  private mutating func findPages(_ root: PDFValue, expecting wanted: Int) throws(PDFError) {
    guard let first = root["Pages"]?.reference else { throw PDFError(.malformed, "The file has no pages.") }
    var waiting = [first]
    while let number = waiting.popLast() {
      let node = try file.object(number)
      if node["Type"]?.isName("Page") ?? false {
        pages.append(number)
        try findFonts(ofPage: node)
      } else {
        let kids = node["Kids"]?.array?.compactMap(\.reference) ?? []
        guard waiting.count + kids.count + pages.count <= file.places.count else {
          throw PDFError(.malformed, "The tree of pages goes round in a circle.")
        }
        waiting.append(contentsOf: kids.reversed())
      }
    }
    guard pages.count == wanted else {
      throw PDFError(.malformed, "The file has \(pages.count) pages instead of \(wanted).")
    }
  }

  private mutating func findFonts(ofPage page: PDFValue) throws(PDFError) {
    guard let resources = page["Resources"]?.reference else {
      throw PDFError(.malformed, "A page has no resources.")
    }
    if fonts[resources] != nil { return }
    var found: [String: Int] = [:]
    for (name, font) in try file.resolved(try file.object(resources)["Font"]).dictionary ?? [:] {
      guard let number = font.reference else { throw PDFError(.malformed, "The font \(name) is missing.") }
      found[name] = number
      try checkFont(number, name)
    }
    fonts[resources] = found
  }

  /// That the font's program and the map of its text are in the file.
  private func checkFont(_ number: Int, _ name: String) throws(PDFError) {
    let font = try file.object(number)
    guard let unicode = font["ToUnicode"]?.reference else {
      throw PDFError(.malformed, "The font \(name) does not say what its text is.")
    }
    let descendant = try file.resolved(font["DescendantFonts"]?.array?.first)
    let descriptor = try file.resolved(descendant["FontDescriptor"])
    guard let program = (descriptor["FontFile2"] ?? descriptor["FontFile3"])?.reference,
      try file.object(program)["Length"]?.integer ?? 0 > 0
    else { throw PDFError(.malformed, "The font \(name) is not embedded.") }
    _ = try file.object(unicode)
  }

  /// The codes of a font that stand for text, looked up when the font is first drawn with.
  private mutating func map(_ name: String, _ fonts: [String: Int]) throws(PDFError) -> [Bool] {
    guard let number = fonts[name] else {
      throw PDFError(.malformed, "A page draws with the font \(name), which it does not have.")
    }
    if let known = maps[number] { return known }
    guard let unicode = try file.object(number)["ToUnicode"]?.reference else {
      throw PDFError(.malformed, "The font \(name) does not say what its text is.")
    }
    let made = TextMap.codes(in: try file.data(unicode))
    maps[number] = made
    return made
  }

  /// That every code drawn stands for text.
  private mutating func readText(ofPage page: Int) throws(PDFError) {
    let dictionary = try file.object(page)
    let contents = dictionary["Contents"]
    let streams = contents?.reference.map { [$0] } ?? contents?.array?.compactMap(\.reference) ?? []
    let fonts = fonts[dictionary["Resources"]?.reference ?? 0] ?? [:]
    var numbers: Set<Int> = []
    for stream in streams {
      var scan = ContentScan(try file.data(stream))
      var font = ""
      var known: [Bool] = []
      while let part = try scan.next() {
        switch part {
        case .mark(let number): numbers.insert(number)
        case .font(let name):
          known = try map(name, fonts)
          font = name
        case .text(let text):
          guard text.count % 2 == 0 else { throw PDFError(.malformed, "A text has half a code.") }
          for place in stride(from: 0, to: text.count, by: 2) {
            let code = Int(text[place]) << 8 | Int(text[place + 1])
            guard code < known.count, known[code] else {
              throw PDFError(.malformed, "A page draws code \(code) of the font \(font), which stands for no text.")
            }
          }
        }
      }
    }
    marked[page] = numbers
  }

  private func checkStructure(_ root: PDFValue) throws(PDFError) {
    guard case .bool(true)? = try file.resolved(root["MarkInfo"])["Marked"],
      let start = root["StructTreeRoot"]?.reference
    else { throw PDFError(.malformed, "The file has no structure.") }
    let tree = try file.object(start)
    guard tree["K"] != nil, tree["ParentTree"] != nil else {
      throw PDFError(.malformed, "The structure has no elements.")
    }
    guard depth == .full else { return }
    let reached = try reachedMarks(tree)
    for (page, numbers) in marked where numbers != reached[page] ?? [] {
      let index = (pages.firstIndex(of: page) ?? 0) + 1
      throw PDFError(.malformed, "The structure does not reach all that is drawn on page \(index).")
    }
  }

  /// The marked content that elements of the structure lead to.
  private func reachedMarks(_ tree: PDFValue) throws(PDFError) -> [Int: Set<Int>] {
    var reached: [Int: Set<Int>] = [:]
    var waiting: [PDFValue] = [tree["K"] ?? .null]
    var steps = 0
    while let next = waiting.popLast() {
      steps += 1
      guard steps <= 4 * file.places.count else { throw PDFError(.malformed, "The structure goes round in a circle.") }
      if let several = next.array {
        waiting.append(contentsOf: several)
        continue
      }
      let element = try file.resolved(next)
      let page = element["Pg"]?.reference
      for kid in element["K"]?.array ?? element["K"].map({ [$0] }) ?? [] {
        if let number = kid.integer {
          if let page { reached[page, default: []].insert(number) }
        } else if kid["Type"]?.isName("MCR") ?? false {
          if let own = kid["Pg"]?.reference ?? page, let number = kid["MCID"]?.integer {
            reached[own, default: []].insert(number)
          }
        } else if kid.reference != nil {
          waiting.append(kid)
        }
      }
    }
    return reached
  }
}
