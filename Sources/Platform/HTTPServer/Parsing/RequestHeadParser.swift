internal import Glibc
internal import HTTPMessage

/// A strict parser of one complete head: what two servers could read in two ways is refused.
struct RequestHeadParser {
  private let bytes: UnsafePointer<UInt8>
  private let outline: HeadOutline
  private var position = 0
  private var hosts = 0
  private var lengths = 0
  private var codings = 0
  private var expectations = 0
  private var closes = false
  private var persists = false

  /// `bytes` holds a head that `HeadScanner` found complete, with its closing empty line.
  static func parse(_ bytes: UnsafePointer<UInt8>, _ count: Int, into outline: HeadOutline) throws(RequestRefusal) {
    outline.reset(count: count)
    var parser = RequestHeadParser(bytes, outline)
    try parser.requestLine()
    try parser.fields()
    try parser.conclude()
  }

  private init(_ bytes: UnsafePointer<UInt8>, _ outline: HeadOutline) {
    self.bytes = bytes
    self.outline = outline
  }

  private mutating func requestLine() throws(RequestRefusal) {
    let table = ByteClass.table
    while table[Int(bytes[position])] & ByteClass.token != 0 { position += 1 }
    guard position > 0, position <= 32, bytes[position] == 0x20 else {
      throw .malformed("The request line must be: method, one space, target, one space, version.")
    }
    outline.method = Self.method(bytes, position)
    let start = position + 1
    position = start
    while table[Int(bytes[position])] & ByteClass.target != 0 { position += 1 }
    guard position > start, bytes[position] == 0x20 else {
      throw .malformed("The request target is missing or has a character that must be percent-encoded.")
    }
    outline.target = start..<position
    position += 1
    try version()
    try targetForm(outline.target)
  }

  private mutating func version() throws(RequestRefusal) {
    let start = bytes + position
    func digit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    // The line ends with CR LF, so looking at these bytes one after another cannot run over the head.
    guard start[0] == 0x48, start[1] == 0x54, start[2] == 0x54, start[3] == 0x50, start[4] == 0x2F, digit(start[5]),
      start[6] == 0x2E, digit(start[7]), start[8] == 0x0D, start[9] == 0x0A
    else {
      throw .malformed("The version must be HTTP/1.0 or HTTP/1.1.")
    }
    guard start[5] == 0x31, start[7] <= 0x31 else {
      throw RequestRefusal(.versionNotSupported, "version_not_supported", "This server speaks HTTP/1.0 and HTTP/1.1.")
    }
    outline.minorVersion = Int(start[7] - 0x30)
    position += 10
  }

  private mutating func targetForm(_ target: Range<Int>) throws(RequestRefusal) {
    if bytes[target.lowerBound] == 0x2F {
      splitQuery(target)
    } else if target.count == 1, bytes[target.lowerBound] == 0x2A, outline.method == .options {
      outline.path = target
    } else if outline.method.rawValue == "CONNECT" {
      throw RequestRefusal(.notImplemented, "method_not_implemented", "This server is no tunnel.")
    } else {
      try absoluteForm(target)
    }
    try checkEscapes(outline.path)
  }

  private mutating func absoluteForm(_ target: Range<Int>) throws(RequestRefusal) {
    let start = bytes + target.lowerBound
    var skip = 0
    if target.count > 7, ByteClass.equal(start, 7, "http://") { skip = 7 }
    if target.count > 8, ByteClass.equal(start, 8, "https://") { skip = 8 }
    guard skip > 0 else { throw .malformed("The target must be a path or an http URL.") }
    var end = target.lowerBound + skip
    while end < target.upperBound, bytes[end] != 0x2F, bytes[end] != 0x3F { end += 1 }
    outline.authority = target.lowerBound + skip..<end
    guard Self.isHost(bytes + outline.authority.lowerBound, outline.authority.count) else {
      throw .malformed("The host of the target is not valid.")
    }
    guard end < target.upperBound, bytes[end] == 0x2F else {
      throw .malformed("The target has no path.")
    }
    splitQuery(end..<target.upperBound)
  }

  private mutating func splitQuery(_ range: Range<Int>) {
    if let mark = memchr(bytes + range.lowerBound, 0x3F, range.count) {
      let at = UnsafeRawPointer(mark) - UnsafeRawPointer(bytes)
      outline.path = range.lowerBound..<at
      outline.query = at + 1..<range.upperBound
    } else {
      outline.path = range
    }
  }

  /// Refuses broken escapes, an escaped NUL and dot segments, plain or escaped: no handler sees a path that climbs.
  private func checkEscapes(_ path: Range<Int>) throws(RequestRefusal) {
    var segment = 0
    var dots = 0
    var index = path.lowerBound
    while index < path.upperBound {
      var byte = bytes[index]
      if byte == 0x25 {
        guard index + 2 < path.upperBound, let high = ByteClass.hex(bytes[index + 1]),
          let low = ByteClass.hex(bytes[index + 2])
        else { throw .malformed("The path has a broken percent escape.") }
        byte = high << 4 | low
        index += 2
        guard byte >= 0x20, byte != 0x7F else { throw .malformed("The path has an escaped control character.") }
        if byte == 0x2F || byte == 0x5C { byte = 0x61 }
      }
      index += 1
      if byte == 0x2F {
        if segment > 0, segment == dots, dots <= 2 { throw .malformed("The path has a dot segment.") }
        segment = 0
        dots = 0
      } else {
        segment += 1
        if byte == 0x2E { dots += 1 }
      }
    }
    if segment > 0, segment == dots, dots <= 2 { throw .malformed("The path has a dot segment.") }
  }

  private mutating func fields() throws(RequestRefusal) {
    let table = ByteClass.table
    while bytes[position] != 0x0D {
      let name = position
      while table[Int(bytes[position])] & ByteClass.token != 0 { position += 1 }
      let nameCount = position - name
      guard nameCount > 0, bytes[position] == 0x3A else {
        throw .malformed("A header field must be a name, a colon and a value on one line.")
      }
      position += 1
      while bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
      let value = position
      while table[Int(bytes[position])] & ByteClass.fieldValue != 0 { position += 1 }
      guard bytes[position] == 0x0D, bytes[position + 1] == 0x0A else {
        throw .malformed("A header field has a control character.")
      }
      var end = position
      while end > value, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
      position += 2
      guard outline.entryCount < outline.capacity else { throw .tooManyFields }
      outline.entries[outline.entryCount] = FieldEntry(
        nameOffset: UInt32(truncatingIfNeeded: name), nameCount: UInt32(truncatingIfNeeded: nameCount),
        valueOffset: UInt32(truncatingIfNeeded: value), valueCount: UInt32(truncatingIfNeeded: end - value))
      outline.entryCount += 1
      try meaning(bytes + name, nameCount, value..<end)
    }
    guard bytes[position + 1] == 0x0A, position + 2 == outline.count else { throw .badLineEnd }
  }

  /// What the fields that rule the connection say.
  private mutating func meaning(_ name: UnsafePointer<UInt8>, _ count: Int, _ value: Range<Int>) throws(RequestRefusal)
  {
    let text = bytes + value.lowerBound
    switch count {
    case 4 where ByteClass.equal(name, count, "host"):
      hosts += 1
      guard Self.isHost(text, value.count) else { throw .malformed("The Host field is not valid.") }
      if outline.authority.isEmpty { outline.authority = value }
    case 6 where ByteClass.equal(name, count, "expect"):
      expectations += 1
      guard expectations == 1, ByteClass.equal(text, value.count, "100-continue") else {
        throw RequestRefusal(.expectationFailed, "expectation_failed", "Only Expect: 100-continue is known.")
      }
      outline.expectsContinue = true
    case 7 where ByteClass.equal(name, count, "upgrade"):
      outline.upgrades = true
    case 10 where ByteClass.equal(name, count, "connection"):
      connectionOptions(value)
    case 14 where ByteClass.equal(name, count, "content-length"):
      lengths += 1
      outline.framing = .length(try length(value))
    case 17 where ByteClass.equal(name, count, "transfer-encoding"):
      codings += 1
      guard ByteClass.equal(text, value.count, "chunked") else {
        throw RequestRefusal(
          .notImplemented, "transfer_coding_not_implemented", "The only transfer coding is chunked.")
      }
    default:
      break
    }
  }

  private func length(_ value: Range<Int>) throws(RequestRefusal) -> Int {
    guard lengths == 1, !value.isEmpty, value.count <= 18 else {
      throw .malformed("Content-Length must be given once, in decimal digits.")
    }
    var length = 0
    for index in value {
      let digit = bytes[index] &- 0x30
      guard digit <= 9 else { throw .malformed("Content-Length must be given once, in decimal digits.") }
      length = length * 10 + Int(digit)
    }
    return length
  }

  private mutating func connectionOptions(_ value: Range<Int>) {
    var start = value.lowerBound
    for index in value.lowerBound...value.upperBound where index == value.upperBound || bytes[index] == 0x2C {
      var low = start
      var high = index
      while low < high, bytes[low] == 0x20 || bytes[low] == 0x09 { low += 1 }
      while high > low, bytes[high - 1] == 0x20 || bytes[high - 1] == 0x09 { high -= 1 }
      if ByteClass.equal(bytes + low, high - low, "close") { closes = true }
      if ByteClass.equal(bytes + low, high - low, "keep-alive") { persists = true }
      start = index + 1
    }
  }

  private mutating func conclude() throws(RequestRefusal) {
    guard hosts == 1 || (hosts == 0 && outline.minorVersion == 0) else {
      throw .malformed("There must be exactly one Host field.")
    }
    if codings > 0 {
      guard codings == 1, lengths == 0, outline.minorVersion == 1 else {
        throw .malformed("The length of the body is given in more than one way.")
      }
      outline.framing = .chunked
    }
    outline.keepsAlive = outline.minorVersion == 1 ? !closes : persists && !closes
    if outline.minorVersion == 0 { outline.expectsContinue = false }
  }

  /// A registered name, an IPv4 address or a bracketed IPv6 address, with an optional port.
  private static func isHost(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count > 0, count <= 255 else { return false }
    var end = count
    var index = 0
    if bytes[0] == 0x5B {
      while index < count, bytes[index] != 0x5D {
        guard index == 0 || ByteClass.hex(bytes[index]) != nil || bytes[index] == 0x3A || bytes[index] == 0x2E else {
          return false
        }
        index += 1
      }
      guard index < count, index > 2 else { return false }
      index += 1
      end = index
      guard index == count || bytes[index] == 0x3A else { return false }
    } else {
      while index < count, bytes[index] != 0x3A {
        guard ByteClass.table[Int(bytes[index])] & ByteClass.host != 0, bytes[index] != 0x5B, bytes[index] != 0x5D
        else { return false }
        index += 1
      }
      end = index
    }
    guard end > 0, count - index <= 6 else { return false }
    return (index..<count).dropFirst().allSatisfy { bytes[$0] >= 0x30 && bytes[$0] <= 0x39 }
  }

  private static func method(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> HTTPMethod {
    func `is`(_ word: StaticString) -> Bool {
      count == word.utf8CodeUnitCount && memcmp(bytes, word.utf8Start, count) == 0
    }
    if `is`("GET") { return .get }
    if `is`("POST") { return .post }
    if `is`("HEAD") { return .head }
    if `is`("PUT") { return .put }
    if `is`("DELETE") { return .delete }
    return HTTPMethod(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
  }
}
