/// Makes trees of a reader's tokens. Unfinished containers share one stack, so that each array is allocated once and
/// in its size.
struct JSONTreeBuilder: ~Copyable {
  typealias Member = JSONValue.Member

  /// With more members than this, names are compared when the object is complete, in sorted order.
  private static let linearLimit = 32

  private var members: UnsafeMutablePointer<Member>
  /// Of each member's name, for finding it again.
  private var hashes: UnsafeMutablePointer<UInt64>
  /// Where each member's name stands in the text.
  private var places: UnsafeMutablePointer<Int>
  private var count = 0
  private var capacity = 64

  init() {
    members = .allocate(capacity: capacity)
    hashes = .allocate(capacity: capacity)
    places = .allocate(capacity: capacity)
  }

  deinit {
    members.deinitialize(count: count)
    members.deallocate()
    hashes.deallocate()
    places.deallocate()
  }

  @inline(__always)
  private mutating func push(_ member: consuming Member) {
    if count == capacity { grow() }
    (members + count).initialize(to: member)
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    func moved<Element>(_ old: UnsafeMutablePointer<Element>) -> UnsafeMutablePointer<Element> {
      let new = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
      new.moveInitialize(from: old, count: count)
      old.deallocate()
      return new
    }
    members = moved(members)
    hashes = moved(hashes)
    places = moved(places)
    capacity *= 2
  }

  mutating func value(of token: JSONToken, _ reader: inout JSONReader) throws(JSONError) -> JSONValue {
    switch token {
    case .string: return .string(reader.text)
    case .integer: return .integer(reader.integer)
    case .number: return .number(reader.number)
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .null: return .null
    case .beginArray: return .array(try array(&reader))
    case .beginObject: return .object(try object(&reader))
    case .endArray, .endObject, .key, .end: throw reader.failure(.syntax, "expected a value")
    }
  }

  private mutating func array(_ reader: inout JSONReader) throws(JSONError) -> [JSONValue] {
    let first = count
    while true {
      let token = try reader.next()
      if token == .endArray { break }
      push(Member("", try value(of: token, &reader)))
    }
    let elements = count &- first
    guard elements > 0 else { return [] }
    count = first
    let stack = members + first
    return [JSONValue](unsafeUninitializedCapacity: elements) { array, filled in
      for index in 0..<elements {
        (array.baseAddress.unsafelyUnwrapped + index).initialize(to: (stack + index).move().value)
      }
      filled = elements
    }
  }

  private mutating func object(_ reader: inout JSONReader) throws(JSONError) -> [Member] {
    let first = count
    while try reader.next() == .key {
      let name = reader.text
      let hash = reader.contentHash
      let place = reader.tokenOffset
      let earlier = try duplicate(of: name, hash, since: first, reader)
      let value = try value(of: reader.next(), &reader)
      if let earlier {
        if reader.limits.duplicateKeys == .keepLast { members[earlier].value = value }
        continue
      }
      push(Member(name, value))
      hashes[count &- 1] = hash
      places[count &- 1] = place
    }
    if count &- first > Self.linearLimit { try settleDuplicates(since: first, reader) }
    let size = count &- first
    guard size > 0 else { return [] }
    count = first
    return [Member](unsafeUninitializedCapacity: size) { array, filled in
      array.baseAddress.unsafelyUnwrapped.moveInitialize(from: members + first, count: size)
      filled = size
    }
  }

  // MARK: Names that appear twice

  /// The member of a small object that has this name already.
  @inline(__always)
  private func duplicate(
    of name: String, _ hash: UInt64, since first: Int, _ reader: borrowing JSONReader
  ) throws(JSONError) -> Int? {
    guard count &- first <= Self.linearLimit, reader.limits.duplicateKeys != .keepAll else { return nil }
    var index = first
    while index < count {
      if hashes[index] == hash, Self.isSame(members[index].key, name) {
        guard reader.limits.duplicateKeys != .refuse else { throw reader.duplicateKey(name, at: reader.tokenOffset) }
        return index
      }
      index &+= 1
    }
    return nil
  }

  /// By code points, as JSON does; Swift's `==` takes composed and decomposed letters as equal.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  /// Finds equal names of a large object by sorting: no choice of names makes that slow.
  private mutating func settleDuplicates(since first: Int, _ reader: borrowing JSONReader) throws(JSONError) {
    let policy = reader.limits.duplicateKeys
    guard policy != .keepAll else { return }
    let stack = members
    let order = (first..<count).sorted { left, right in
      let names = (stack[left].key.utf8, stack[right].key.utf8)
      if names.0.lexicographicallyPrecedes(names.1) { return true }
      return left < right && names.0.elementsEqual(names.1)
    }
    var dropped: Set<Int> = []
    var kept = order[0]
    for index in order.dropFirst() {
      guard Self.isSame(stack[kept].key, stack[index].key) else {
        kept = index
        continue
      }
      guard policy != .refuse else { throw reader.duplicateKey(stack[index].key, at: places[index]) }
      if policy == .keepLast { stack[kept].value = stack[index].value }
      dropped.insert(index)
    }
    guard !dropped.isEmpty else { return }
    var filled = first
    for index in first..<count {
      if dropped.contains(index) {
        (stack + index).deinitialize(count: 1)
      } else {
        if filled != index { (stack + filled).moveInitialize(from: stack + index, count: 1) }
        filled += 1
      }
    }
    count = filled
  }
}
