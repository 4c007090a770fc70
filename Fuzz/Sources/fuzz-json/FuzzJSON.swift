import ByteIO
import JSON

/// Reads any bytes as JSON and holds the reader, the tree and the writer against each other.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let limits = JSONLimits(depth: 200, duplicateKeys: .keepAll)
  do {
    let value = try JSONValue(parsing: text, limits: limits)
    precondition(accepts(text, limits), "the tree accepts what the tokens refuse")
    precondition(String(validating: text, as: UTF8.self) != nil, "accepted text is not UTF-8")
    writesTheSame(value, limits)
    tokensWriteTheSame(text, value, limits)
    duplicatesAreFound(text, value)
  } catch {
    precondition(!accepts(text, limits), "the tokens accept what the tree refuses")
    check(error, text)
  }
  return 0
}

/// Whether the pull reader comes to the end of the document.
private func accepts(_ text: [UInt8], _ limits: JSONLimits) -> Bool {
  do {
    var reader = try JSONReader(text, limits: limits)
    try reader.skipValue()
    try reader.finish()
    return true
  } catch { return false }
}

/// An error lies inside the text, and the place and pointer belong together.
private func check(_ error: JSONError, _ text: [UInt8]) {
  guard let position = error.position else { preconditionFailure("no position") }
  precondition(position.offset >= 0 && position.offset <= text.count, "outside of the text")
  let before = text[..<position.offset]
  precondition(position.line == before.count { $0 == 0x0A } + 1, "wrong line")
  precondition(position.column == position.offset - (before.lastIndex(of: 0x0A) ?? -1), "wrong column")
  precondition(error.pointer.isEmpty || JSONPointer(error.pointer)?.description == error.pointer, "no pointer")
}

/// In every format, in one piece or in chunks, the same value comes back.
private func writesTheSame(_ value: JSONValue, _ limits: JSONLimits) {
  let compact = value.bytes()
  for format in [JSONFormat.compact, .pretty, JSONFormat(indent: 1, isHTMLSafe: true), JSONFormat(isHTMLSafe: true)] {
    let written = value.bytes(format)
    guard let again = try? JSONValue(parsing: written, limits: limits) else { preconditionFailure("we wrote no JSON") }
    precondition(again == value && again.bytes() == compact, "another value comes back")
    if format.isHTMLSafe {
      let text = String(decoding: written, as: UTF8.self).unicodeScalars
      precondition(!text.contains { "<>&\u{2028}\u{2029}".unicodeScalars.contains($0) }, "not safe for HTML")
    }
    for chunk in [1, 7, 64] {
      let sink = MemorySink()
      var writer = JSONWriter(to: sink, format: format, chunk: chunk)
      writer.value(value)
      do { try writer.close() } catch { preconditionFailure("a correct tree was refused") }
      precondition(sink.bytes == written, "chunks write something else")
    }
  }
}

/// Token by token from the reader into the writer gives what the tree gives.
private func tokensWriteTheSame(_ text: [UInt8], _ value: JSONValue, _ limits: JSONLimits) {
  do {
    var reader = try JSONReader(text, limits: limits)
    var writer = JSONWriter()
    copying: while true {
      switch try reader.next() {
      case .beginObject: writer.beginObject()
      case .endObject: writer.endObject()
      case .beginArray: writer.beginArray()
      case .endArray: writer.endArray()
      case .key: reader.withContent { writer.key(String(decoding: $0, as: UTF8.self)) }
      case .string: reader.withContent { writer.string(repairing: $0) }
      case .integer:
        precondition(Int64(reader.rawText) == reader.integer, "another integer")
        writer.integer(reader.integer)
      case .number:
        precondition(Double(reader.rawText)?.bitPattern == reader.number.bitPattern, "not the nearest double")
        writer.number(reader.number)
      case .true: writer.bool(true)
      case .false: writer.bool(false)
      case .null: writer.null()
      case .end: break copying
      }
    }
    let copied = try writer.result()
    precondition(copied == value.bytes(), "tokens and tree differ")
  } catch { preconditionFailure("the second reading fails: \(error)") }
}

/// Names that appear twice are refused, or kept as the policy says.
private func duplicatesAreFound(_ text: [UInt8], _ all: JSONValue) {
  let hasDuplicates = containsDuplicates(all)
  let strict = try? JSONValue(parsing: text, limits: JSONLimits(depth: 200))
  precondition((strict == nil) == hasDuplicates, "duplicates are not what is refused")
  for (policy, keepsLast) in [(JSONLimits.DuplicateKeys.keepFirst, false), (.keepLast, true)] {
    let kept = try? JSONValue(parsing: text, limits: JSONLimits(depth: 200, duplicateKeys: policy))
    precondition(kept?.bytes() == reduced(all, keepsLast: keepsLast).bytes(), "another choice among duplicates")
  }
}

private func containsDuplicates(_ value: JSONValue) -> Bool {
  switch value {
  case .array(let elements): return elements.contains(where: containsDuplicates)
  case .object(let members):
    return Set(members.map { Array($0.key.utf8) }).count < members.count
      || members.contains { containsDuplicates($0.value) }
  default: return false
  }
}

private func reduced(_ value: JSONValue, keepsLast: Bool) -> JSONValue {
  switch value {
  case .array(let elements): return .array(elements.map { reduced($0, keepsLast: keepsLast) })
  case .object(let members):
    var kept: [JSONValue.Member] = []
    var places: [[UInt8]: Int] = [:]
    for member in members {
      let value = reduced(member.value, keepsLast: keepsLast)
      if let place = places[Array(member.key.utf8)] {
        if keepsLast { kept[place].value = value }
      } else {
        places[Array(member.key.utf8)] = kept.count
        kept.append(.init(member.key, value))
      }
    }
    return .object(kept)
  default: return value
  }
}
