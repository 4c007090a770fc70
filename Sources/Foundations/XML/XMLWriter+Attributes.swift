extension XMLWriter {
  /// An attribute of the start tag that is still open.
  public mutating func attribute(_ name: StaticString, _ value: String) throws {
    try openAttribute(try resolve(name), value)
    try escape(value, in: .attribute)
    try closeAttribute()
  }

  /// An attribute whose name is only known at run time.
  public mutating func attribute(named name: String, _ value: String) throws {
    try openAttribute(try resolve(name), value)
    try escape(value, in: .attribute)
    try closeAttribute()
  }

  public mutating func attribute(_ name: StaticString, _ value: Int) throws {
    try openAttribute(try resolve(name), nil)
    try digits(value)
    try closeAttribute()
  }

  /// The shortest decimal that reads back as the same number; not a number and infinity are refused.
  public mutating func attribute(_ name: StaticString, _ value: Double) throws {
    try openAttribute(try resolve(name), nil)
    try decimal(value)
    try closeAttribute()
  }

  /// An attribute from UTF-8 bytes; bytes that are no UTF-8 count as illegal characters.
  public mutating func attribute(_ name: StaticString, utf8: UnsafeBufferPointer<UInt8>) throws {
    try openAttribute(try resolve(name), nil)
    try escape(utf8: utf8, in: .attribute)
    try closeAttribute()
  }

  /// Binds the default namespace of the open element.
  public mutating func namespace(_ uri: String) throws {
    try bind(0, to: uri)
  }

  /// Binds a prefix for the open element and all in it, which may use it already in its own name.
  public mutating func namespace(_ prefix: String, _ uri: String) throws {
    try check()
    guard XMLCharacters.isPlainName(prefix[...]), prefix != "xmlns", prefix != "xml" else {
      throw fail(.name, "'\(prefix)' cannot be bound as a namespace prefix.")
    }
    guard !uri.isEmpty else { throw fail(.name, "The prefix '\(prefix)' is bound to an empty namespace.") }
    try bind(names.prefix(prefix), to: uri)
  }

  mutating func resolve(_ name: StaticString) throws -> Int {
    do { return try names.number(of: name) } catch { throw refused(name.description, error) }
  }

  mutating func resolve(_ name: String) throws -> Int {
    do { return try names.number(of: name) } catch { throw refused(name, error) }
  }

  private mutating func refused(_ name: String, _ error: any Error) -> any Error {
    if let failure { return failure }
    if case XMLNameTable.Flaw.tooLong = error {
      return fail(.name, "A name has \(name.utf8.count) bytes; \(XMLNameTable.longest) are allowed.")
    }
    return fail(.name, "'\(name)' is not an XML name (letters, digits, '-', '.', '_', one prefix with ':').")
  }

  /// Writes everything up to the opening quote.
  private mutating func openAttribute(_ name: Int, _ value: String?) throws {
    try check()
    guard phase == .tag else {
      throw fail(
        .misplaced, "The attribute '\(names[name].text)' comes too late: attributes follow the start of an element.")
    }
    guard names.claim(name, for: tag) else {
      throw fail(.duplicateAttribute, "The attribute '\(names[name].text)' is written twice in \(place).")
    }
    let record = names[name]
    if record.prefix != 0 { try note(record, value) } else if record.count == 5 { try refuseXMLNS(record) }
    try reserve(record.count + Self.slack)
    buffer[count] = 0x20
    count += 1
    copy(record)
    buffer[count] = 0x3D
    buffer[count + 1] = 0x22
    count += 2
  }

  private mutating func closeAttribute() throws {
    try reserve(Self.slack)
    byte(0x22)
  }

  private mutating func note(_ record: XMLNameTable.Name, _ value: String?) throws {
    guard names.prefixes[record.prefix] != "xmlns" else { throw useNamespace() }
    scope.note(prefix: record.prefix, local: record.local)
    if record.prefix == 1, value == "preserve", record.text == "xml:space" {
      frames[frames.count - 1].keepsSpace = true
    }
  }

  private mutating func refuseXMLNS(_ record: XMLNameTable.Name) throws {
    if record.text == "xmlns" { throw useNamespace() }
  }

  private mutating func useNamespace() -> XMLError {
    fail(.misplaced, "A namespace is written as an attribute. Call namespace(_:) or namespace(_:_:) instead.")
  }

  private mutating func bind(_ prefix: Int, to uri: String) throws {
    try check()
    guard phase == .tag, let frame = frames.last else {
      throw fail(.misplaced, "A namespace comes too late: bind it after the start of an element, before its content.")
    }
    guard uri != XMLNamespaceScope.xml, uri != XMLNamespaceScope.xmlns else {
      throw fail(.name, "The namespace \(uri) is reserved and cannot be bound.")
    }
    guard scope.bind(prefix, to: uri, floor: frame.bindings) else {
      throw fail(.duplicateAttribute, "The namespace prefix '\(names.prefixes[prefix])' is bound twice in \(place).")
    }
    try literal(" xmlns")
    if prefix != 0 {
      byte(0x3A)
      try escape(names.prefixes[prefix], in: .attribute)
      try reserve(Self.slack)
    }
    byte(0x3D)
    byte(0x22)
    try escape(uri, in: .attribute)
    try closeAttribute()
  }

  /// What can only be known when the start tag is complete: prefixes are bound, and none alike.
  @inline(__always)
  mutating func checkTag() throws {
    if !scope.used.isEmpty { try checkPrefixes() }
  }

  @inline(never)
  private mutating func checkPrefixes() throws {
    for prefix in scope.used where !scope.isBound(prefix) {
      throw fail(
        .name, "The prefix '\(names.prefixes[prefix])' is used in \(place) but stands for no namespace. Bind it first.")
    }
    if let (one, other) = scope.clash() {
      let (a, b) = (scope.attributes[one], scope.attributes[other])
      throw fail(
        .duplicateAttribute,
        "The attributes '\(names.prefixes[a.prefix]):\(names[a.local].text)' and "
          + "'\(names.prefixes[b.prefix]):\(names[b.local].text)' of \(place) are the same in their namespace.")
    }
  }

  /// The open elements, for messages.
  var place: String {
    let path = frames.suffix(6).map { names[$0.name].text }.joined(separator: "/")
    return "<\(frames.count > 6 ? "…/" : "")\(path)>"
  }
}
