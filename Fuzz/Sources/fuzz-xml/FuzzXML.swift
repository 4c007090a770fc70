import ByteIO
import XML

/// Writes a document again as it is read, and notes its events.
final class Copier: XMLHandler {
  let sink = MemorySink()
  var xml: XMLWriter
  var events: [String] = []
  private var run: [UInt8] = []

  init() {
    xml = XMLWriter(to: sink)
  }

  func start(_ tag: borrowing XMLStartTag) throws {
    flush()
    events.append("<\(tag.name) \(tag.name.namespace)")
    try xml.start(named: tag.name.description)
    for (prefix, namespace) in tag.namespaceBindings {
      if prefix.isEmpty { try xml.namespace(namespace) } else { try xml.namespace(prefix, namespace) }
    }
    for attribute in tag.attributes.sorted(by: { $0.name.description < $1.name.description }) {
      events.append(" \(attribute.name) \(attribute.name.namespace) \(attribute.value)")
      try xml.attribute(named: attribute.name.description, attribute.value)
    }
  }

  func end(_ name: XMLName) throws {
    flush()
    events.append(">\(name)")
    try xml.end()
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) throws {
    run.append(contentsOf: utf8)
    try xml.text(utf8: utf8)
  }

  func comment(_ text: String) throws {
    flush()
    events.append("!\(text)")
    try xml.comment(text)
  }

  func flush() {
    if !run.isEmpty { events.append(String(decoding: run, as: UTF8.self)) }
    run = []
  }
}

func copy(_ bytes: [UInt8], _ options: XMLReaderOptions, piece: Int) -> (events: [String], bytes: [UInt8])? {
  let copier = Copier()
  let reader = XMLReader(handler: copier, options: options)
  do {
    var rest = bytes[...]
    while !rest.isEmpty {
      try reader.feed(Array(rest.prefix(piece)))
      rest = rest.dropFirst(piece)
    }
    try reader.finish()
  } catch { return nil }
  // What the reader accepts, the writer can write.
  do { try copier.xml.finish() } catch { preconditionFailure("the writer refuses what was read: \(error)") }
  return (copier.events, copier.sink.bytes)
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  let options = XMLReaderOptions(
    doctype: start[0] & 1 == 0 ? .internalOnly : .refuse,
    limits: XMLLimits(documentBytes: 1 << 20, textBytes: 1 << 19, expansionBytes: 1 << 18))

  let whole = copy(bytes, options, piece: .max)
  let cut = copy(bytes, options, piece: Int(start[0] >> 1) + 1)
  precondition(whole?.events == cut?.events, "cutting the document changes it")
  if let whole {
    let again = copy(whole.bytes, options, piece: .max)
    precondition(again?.events == whole.events, "what is written again reads differently")
  }

  // Any text survives the way through writer and reader.
  let text = String(decoding: bytes, as: UTF8.self)
  let sink = MemorySink()
  do {
    var xml = XMLWriter(to: sink, options: .init(illegalCharacters: .replace, indentation: start[0] & 2 == 0 ? 2 : nil))
    try xml.start("a")
    try xml.attribute("b", text)
    try xml.text(text)
    try xml.end()
    try xml.finish()
    let expected = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 9, 10, 13, 0x20...0xFFFD, 0x10000...0x10FFFF: scalar
          default: "\u{FFFD}"
          }
        }))
    let node = try XMLNode.read(sink.bytes)
    precondition(node.text.utf8.elementsEqual(expected.utf8), "text changes")
    precondition(node["b"]?.utf8.elementsEqual(expected.utf8) == true, "an attribute changes")
  } catch { preconditionFailure("writing text fails: \(error)") }
  return 0
}
