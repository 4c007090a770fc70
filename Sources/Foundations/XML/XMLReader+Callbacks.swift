internal import CXML2

// What the C parser calls. `user` is the parser's struct, whose owner is the reader: it lives as
// long as the call of `feed` or `finish` that these run inside of.

private typealias Bytes = UnsafePointer<UInt8>
private typealias Fields = UnsafeMutablePointer<UnsafePointer<UInt8>?>

private func receive(_ user: UnsafeMutableRawPointer?, _ event: (XMLReader) throws -> Void) {
  guard let owner = user?.assumingMemoryBound(to: cx_parser.self).pointee.owner else { return }
  let reader = Unmanaged<XMLReader>.fromOpaque(owner).takeUnretainedValue()
  guard reader.progress.pointee.failure == nil else { return }
  do { try event(reader) } catch { reader.stop(error) }
}

let receiveStart: cx_start = { user, local, prefix, uri, namespaceCount, namespaces, count, defaulted, fields in
  receive(user) { reader in
    try reader.startElement(
      local, prefix, uri, Int(namespaceCount), namespaces, Int(count), Int(defaulted), fields)
  }
}

let receiveEnd: cx_end = { user, local, prefix, uri in
  receive(user) { reader in
    reader.progress.pointee.run = 0
    reader.progress.pointee.depth -= 1
    try reader.handler.end(reader.names.name(local: local, prefix: prefix, namespace: uri))
  }
}

let receiveText: cx_bytes = { user, bytes, count in
  receive(user) { reader in
    reader.progress.pointee.run += Int(count)
    guard reader.progress.pointee.run <= reader.options.limits.textBytes else {
      throw reader.limit("A text is longer than \(reader.options.limits.textBytes) bytes.")
    }
    try reader.handler.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }
}

let receiveComment: cx_text = { user, bytes in
  receive(user) { reader in
    reader.progress.pointee.run = 0
    try reader.handler.comment(try reader.bounded(bytes, "A comment"))
  }
}

let receiveInstruction: cx_instruction = { user, target, data in
  receive(user) { reader in
    reader.progress.pointee.run = 0
    try reader.checkName(target)
    try reader.handler.instruction(
      target.map { String(cString: $0) } ?? "", try reader.bounded(data, "A processing instruction"))
  }
}

let receiveDoctype: cx_subset = { user, _, _, _ in
  receive(user) { reader in
    guard reader.options.doctype == .refuse else { return }
    throw XMLError(
      .doctype, "The document has a document type declaration, which is not allowed here. Remove <!DOCTYPE …>.",
      at: reader.position)
  }
}

extension XMLReader {
  fileprivate func startElement(
    _ local: Bytes?, _ prefix: Bytes?, _ uri: Bytes?, _ namespaceCount: Int, _ namespaces: Fields?, _ count: Int,
    _ defaulted: Int, _ fields: Fields?
  ) throws {
    progress.pointee.run = 0
    progress.pointee.depth += 1
    guard progress.pointee.depth <= options.limits.depth else {
      throw limit("Elements are nested deeper than \(options.limits.depth).")
    }
    guard count + namespaceCount <= options.limits.attributes else {
      throw limit("An element has more than \(options.limits.attributes) attributes.")
    }
    let tag = XMLStartTag(
      name: names.name(local: local, prefix: prefix, namespace: uri), attributeCount: count, fields: fields,
      namespaces: namespaces, namespaceCount: namespaceCount, names: names)
    for index in 0..<count {
      try checkName(fields?[index * 5])
      guard tag.attributeUTF8(at: index).count <= options.limits.attributeBytes else {
        throw limit("An attribute is longer than \(options.limits.attributeBytes) bytes.")
      }
    }
    guard names.longest <= options.limits.nameBytes else { throw nameLimit }
    if defaulted > 0 { try charge((count - defaulted..<count).reduce(0) { $0 + tag.attributeUTF8(at: $1).count + 16 }) }
    try handler.start(tag)
  }

  /// Counts what default attributes add beside what entities do.
  private func charge(_ bytes: Int) throws {
    guard let parser else { return }
    parser.pointee.expanded += UInt64(bytes)
    guard parser.pointee.expanded <= parser.pointee.expansion_limit else {
      throw limit("Default attributes and entities add more than \(options.limits.expansionBytes) bytes.")
    }
  }

  fileprivate func checkName(_ name: Bytes?) throws {
    guard let name else { return }
    let bytes = UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
    guard strnlen(bytes, options.limits.nameBytes + 1) <= options.limits.nameBytes else {
      throw nameLimit
    }
  }

  private var nameLimit: XMLError { limit("A name is longer than \(options.limits.nameBytes) bytes.") }

  fileprivate func bounded(_ text: Bytes?, _ what: String) throws -> String {
    guard let text else { return "" }
    let length = strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
    guard length <= options.limits.textBytes else {
      throw limit("\(what) is longer than \(options.limits.textBytes) bytes.")
    }
    return String(decoding: UnsafeBufferPointer(start: text, count: length), as: UTF8.self)
  }

  /// What the library or our rules inside it found wrong, in our words.
  func libraryError(_ parser: UnsafeMutablePointer<cx_parser>) -> XMLError? {
    switch Int(parser.pointee.refusal) {
    case CX_EXTERNAL_ENTITY:
      return XMLError(
        .doctype, "The document declares or uses something outside of itself, which is never read.", at: position)
    case CX_PARAMETER_ENTITY:
      return XMLError(.doctype, "The document uses parameter entities, which are not allowed.", at: position)
    case CX_EXPANSION:
      return limit("Entities add more than \(options.limits.expansionBytes) bytes to the document.")
    default: break
    }
    guard parser.pointee.level != 0 else { return nil }
    let place = XMLError.Position(
      line: max(Int(parser.pointee.line), 1), column: max(Int(parser.pointee.column), 1),
      byte: max(Int(parser.pointee.byte), 0))
    return XMLError(code(of: parser.pointee), message(of: parser), at: place)
  }

  private func code(of parser: cx_parser) -> XMLError.Code {
    if parser.domain == CInt(XML_FROM_I18N.rawValue) { return .encoding }
    switch xmlParserErrors(rawValue: UInt32(bitPattern: parser.code)) {
    case XML_ERR_NO_MEMORY: return .memory
    case XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_INVALID_ENCODING: return .encoding
    case XML_ERR_ENTITY_LOOP: return .limit
    default: return .malformed
    }
  }

  private func message(of parser: UnsafeMutablePointer<cx_parser>) -> String {
    let text = withUnsafeBytes(of: &parser.pointee.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "The document is not well-formed"
    return line.hasSuffix(".") ? line : line + "."
  }
}
