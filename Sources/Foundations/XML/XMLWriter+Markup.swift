extension XMLWriter {
  /// The XML declaration; only at the very beginning.
  public mutating func declaration(standalone: Bool? = nil) throws {
    try check()
    guard phase == .start else { throw fail(.misplaced, "The XML declaration comes before everything else.") }
    try literal("<?xml version=\"1.0\" encoding=\"UTF-8\"")
    if let standalone { try literal(standalone ? " standalone=\"yes\"" : " standalone=\"no\"") }
    try literal("?>")
    if options.indentation == nil { byte(0x0A) }
    phase = .prolog
  }

  /// A document type without declarations of its own; only before the root element.
  public mutating func doctype(_ name: StaticString, publicID: String? = nil, systemID: String? = nil) throws {
    let name = try resolve(name)
    try check()
    guard phase == .start || phase == .prolog, !hasDoctype else {
      throw fail(.misplaced, "One document type is allowed, before the root element.")
    }
    if let systemID, systemID.utf8.contains(0x22) {
      throw fail(.illegalCharacter, "A system identifier cannot hold a quotation mark.")
    }
    if let publicID {
      guard systemID != nil, publicID.utf8.allSatisfy(XMLCharacters.isPublicIdentifier) else {
        throw fail(
          .illegalCharacter, "The public identifier '\(publicID)' is not allowed or lacks a system identifier.")
      }
    }
    hasDoctype = true
    if phase != .start { try indent(0) }
    phase = .prolog
    try literal("<!DOCTYPE ")
    try reserve(names[name].count + Self.slack)
    copy(names[name])
    if let publicID {
      try literal(" PUBLIC \"")
      try escape(publicID, in: .verbatim)
      try literal("\"")
    } else if systemID != nil {
      try literal(" SYSTEM")
    }
    if let systemID {
      try literal(" \"")
      try escape(systemID, in: .verbatim)
      try literal("\"")
    }
    try literal(">")
    if options.indentation == nil { byte(0x0A) }
  }

  /// A comment; it can neither hold `--` nor end with `-`.
  public mutating func comment(_ text: String) throws {
    try check()
    var previous: UInt8 = 0
    for each in text.utf8 {
      if each == 0x2D && previous == 0x2D { throw fail(.misplaced, "A comment cannot hold '--'.") }
      previous = each
    }
    if previous == 0x2D { throw fail(.misplaced, "A comment cannot end with '-'.") }
    try openMarkup()
    try literal("<!--")
    try escape(text, in: .verbatim)
    try literal("-->")
  }

  /// A processing instruction; its data cannot hold `?>`.
  public mutating func instruction(_ target: StaticString, _ data: String = "") throws {
    let target = try resolve(target)
    try check()
    let name = names[target].text
    guard names[target].prefix == 0, name.lowercased() != "xml" else {
      throw fail(.name, "'\(name)' cannot be the target of a processing instruction.")
    }
    var previous: UInt8 = 0
    for each in data.utf8 {
      if each == 0x3E && previous == 0x3F {
        throw fail(.misplaced, "The data of a processing instruction cannot hold '?>'.")
      }
      previous = each
    }
    if let first = data.utf8.first, [0x20, 0x09, 0x0A, 0x0D].contains(first) {
      throw fail(.misplaced, "The data of a processing instruction cannot begin with white space.")
    }
    try openMarkup()
    try literal("<?")
    try reserve(names[target].count + Self.slack)
    copy(names[target])
    if !data.isEmpty {
      byte(0x20)
      try escape(data, in: .verbatim)
    }
    try literal("?>")
  }

  /// Character data in a CDATA section; `]]>` is split over two sections.
  public mutating func cdata(_ text: String) throws {
    try openText()
    try literal("<![CDATA[")
    var rest = text[...]
    while let mark = Self.sectionEnd(rest) {
      let cut = rest.utf8.index(mark, offsetBy: 2)
      try escape(String(rest[..<cut]), in: .cdata)
      try literal("]]><![CDATA[")
      rest = rest[cut...]
    }
    try escape(String(rest), in: .cdata)
    try literal("]]>")
  }

  private static func sectionEnd(_ text: Substring) -> Substring.Index? {
    var run = 0
    let bytes = text.utf8
    for index in bytes.indices {
      switch bytes[index] {
      case 0x5D: run += 1
      case 0x3E where run >= 2: return bytes.index(index, offsetBy: -2)
      default: run = 0
      }
    }
    return nil
  }

  /// Comments and instructions may stand anywhere once the first line is done.
  private mutating func openMarkup() throws {
    try openContent()
    if let last = frames.indices.last {
      if !frames[last].keepsSpace { try indent(frames.count) }
      frames[last].holdsChild = true
    } else if phase != .start {
      try indent(0)
    }
    if phase == .start { phase = .prolog }
  }
}
