/// The names a writer has used, each checked once.
///
/// A name from a literal is found again by its address alone, which makes writing it a plain copy.
struct XMLNameTable: ~Copyable {
  struct Name {
    let start: UnsafePointer<UInt8>
    let count: Int
    /// Number of the prefix; 0 is no prefix.
    let prefix: Int
    /// Number of the part behind the prefix, as a name of its own.
    let local: Int

    var text: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }
  }

  enum Flaw: Error {
    case notAName
    case tooLong
  }

  private struct Slot {
    var address: UnsafePointer<UInt8>?
    var count = 0
    var name = 0
  }

  static var slotCount: Int { 1_024 }
  static var probes: Int { 8 }
  static var longest: Int { 32_768 }

  private var names: [Name] = []
  /// The start tag in which a name was last an attribute.
  private var lastTag: [Int] = []
  /// By bytes: equality of strings would take canonically equivalent names for the same.
  private var numbers: [[UInt8]: Int] = [:]
  private(set) var prefixes: [String] = ["", "xml"]
  private var prefixNumbers: [[UInt8]: Int] = [[]: 0, Array("xml".utf8): 1]
  private let slots: UnsafeMutablePointer<Slot>

  init() {
    slots = .allocate(capacity: Self.slotCount + Self.probes)
    slots.initialize(repeating: Slot(), count: Self.slotCount + Self.probes)
  }

  deinit {
    slots.deallocate()
    for name in names { name.start.deallocate() }
  }

  subscript(number: Int) -> Name {
    @inline(__always) get { names[number] }
  }

  /// Notes that `name` is an attribute of `tag`; false when it already was.
  @inline(__always)
  mutating func claim(_ name: Int, for tag: Int) -> Bool {
    if lastTag[name] == tag { return false }
    lastTag[name] = tag
    return true
  }

  @inline(__always)
  mutating func number(of literal: StaticString) throws -> Int {
    guard literal.hasPointerRepresentation else { return try number(of: literal.description) }
    let address = literal.utf8Start
    let count = literal.utf8CodeUnitCount
    let hash = UInt(bitPattern: address) &* 0x9E37_79B9_7F4A_7C15
    var slot = slots + Int(hash >> 54)
    let last = slot + Self.probes
    while slot < last {
      if slot.pointee.address == address && slot.pointee.count == count { return slot.pointee.name }
      if slot.pointee.address == nil { break }
      slot += 1
    }
    let number = try number(of: literal.description)
    if slot < last { slot.pointee = Slot(address: address, count: count, name: number) }
    return number
  }

  mutating func number(of text: String) throws -> Int {
    let bytes = Array(text.utf8)
    if let known = numbers[bytes] { return known }
    guard bytes.count <= Self.longest else { throw Flaw.tooLong }
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy(XMLCharacters.isPlainName) else { throw Flaw.notAName }
    let number: Int
    if parts.count == 2 {
      let local = try self.number(of: String(parts[1]))
      number = add(bytes, prefix: self.prefix(String(parts[0])), local: local)
    } else {
      number = add(bytes, prefix: 0, local: names.count)
    }
    numbers[bytes] = number
    return number
  }

  mutating func prefix(_ text: String) -> Int {
    let bytes = Array(text.utf8)
    if let known = prefixNumbers[bytes] { return known }
    prefixes.append(text)
    prefixNumbers[bytes] = prefixes.count - 1
    return prefixes.count - 1
  }

  private mutating func add(_ bytes: [UInt8], prefix: Int, local: Int) -> Int {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    copy.initialize(from: bytes, count: bytes.count)
    names.append(Name(start: copy, count: bytes.count, prefix: prefix, local: local))
    lastTag.append(0)
    return names.count - 1
  }
}
